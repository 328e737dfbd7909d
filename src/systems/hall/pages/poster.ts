import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { html } from '#ui';
import { WINDOW_SECONDS } from '../presence/code.ts';
import { hallPage } from './frame.ts';
import { chooseHall, HALL, MANAGES, managedHalls } from './managed.ts';
import { phonePath } from './phone.ts';
import { qr } from './qr.ts';

export const POSTER = `${HALL}/ap-phich`;

/**
 * A sheet of A4 for the wall, in both languages. Paper cannot change, so its code only leads to the page of the hall, which asks for the
 * figures that the screen shows just then: a picture of the sheet is of no use elsewhere.
 */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const hall = await managedHalls(ctx);
  if (!hall) return redirect(HALL);
  const { office } = hall;
  const steps = (lang: 'vi' | 'en') => {
    const say = ctx.texts.of(lang);
    return html`<div lang="${lang}"><h2>${say('hall.poster.heading')}</h2>
<ol><li>${say('hall.poster.scan')}</li><li>${say('hall.poster.code', { minutes: WINDOW_SECONDS / 60 })}</li><li>${say('hall.poster.choose')}</li></ol></div>
`;
  };
  return hallPage(
    ctx,
    { title: t('hall.poster.title'), active: 'halls', paper: true, backTo: HALL },
    html`<div class="no-print">${chooseHall(ctx, hall, POSTER)}<p>${t('hall.poster.about')}</p></div>
<p class="no-print"><button type="button" class="btn" data-print hidden>${t('hall.poster.print')}</button></p>
<div class="poster"><p class="office" lang="vi">${office.name}</p>
${qr(`${ctx.site.baseUrl}${phonePath(office.id)}`, t('hall.poster.qr'))}
${steps('vi')}${steps('en')}</div>`,
  );
}

export const posterRoute: Route = {
  method: 'GET',
  path: POSTER,
  rule: { permission: MANAGES },
  handler: show,
};
