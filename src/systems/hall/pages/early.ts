import { actOf } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type Errors, errorOf, type Html, html, postForm, textField, typedOr } from '#ui';
import { earlyMinutes, MOST_EARLY_MINUTES, setEarlyMinutes } from '../queue/early.ts';
import { HALL, MANAGES, managedHalls } from './managed.ts';
import { atOffice, officeField } from './reach.ts';

const PATH = `${HALL}/gio`;
const MINUTES = 'phut';

/** From when people may take numbers themselves, for who keeps the hall. */
export async function earlyPart(ctx: Ctx, agencyId: string, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const most = MOST_EARLY_MINUTES;
  return html`<h2>${t('hall.early.title')}</h2><p>${t('hall.early.about')}</p>
${postForm(ctx, {
  action: PATH,
  fields: html`${officeField(agencyId)}${textField(t, {
    name: MINUTES,
    label: t('hall.early.minutes'),
    hint: t('hall.early.hint', { most }),
    value: typedOr(ctx, MINUTES, String(await earlyMinutes(ctx.db, agencyId))),
    error: errorOf(errors, MINUTES),
    inputmode: 'numeric',
    autocomplete: 'off',
    narrow: true,
    maxlength: 3,
  })}`,
  button: t('hall.early.button'),
})}`;
}

/** `show`: the page again, with what is wrong. */
export const earlyRoute = (show: (ctx: Ctx, errors: Errors) => Promise<Answer>): Route => ({
  method: 'POST',
  path: PATH,
  rule: { permission: MANAGES },
  handler: async ctx => {
    const hall = await managedHalls(ctx);
    if (!hall) return show(ctx, []);
    const typed = posted(ctx.req.body, MINUTES);
    const minutes = /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN;
    if (!(minutes <= MOST_EARLY_MINUTES))
      return show(ctx, [{ path: MINUTES, message: ctx.t('hall.early.wrong', { most: MOST_EARLY_MINUTES }) }]);
    await ctx.db.tx(tx => setEarlyMinutes(tx, { agencyId: hall.office.id, minutes }, actOf(ctx, MANAGES)));
    return redirect(atOffice(HALL, hall.office.id));
  },
});
