import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import {
  attempt,
  button,
  citizenPage,
  defineAsset,
  defineModules,
  type Errors,
  emptyState,
  errorSummary,
  type Html,
  html,
  minifyCss,
  otherLanguage,
  screenPage,
  vietnamese,
} from '#ui';
import { deviceOf, heldTicket } from '../cookies.ts';
import type { Device } from '../devices/device.ts';
import { isId } from '../ids.ts';
import { listGroups } from '../queue/groups.ts';
import { findFollowed } from '../queue/own.ts';
import { ticketNumber } from '../queue/types.ts';
import { GROUP, giveForm, turnedTo, wishOf } from './give.ts';
import { hoursOf, mustBeOpen } from './hours.ts';
import { FOLLOW, followPath, slip } from './slip.ts';
import { takeOnce } from './take-once.ts';

export const KIOSK = '/lay-so';
const TICKET = `${KIOSK}/phieu`;
/** Who comes next finds the page as if nobody had been there, in Vietnamese. */
const FRESH = `${KIOSK}?lang=vi`;
const IDLE_SECONDS = 60;
const SHOWN_SECONDS = 20;

const here = (name: string) => path.join(import.meta.dirname, name);
const KIOSK_CSS = defineAsset('hall-kiosk.css', minifyCss(readFileSync(here('kiosk.css'), 'utf8')));
const KIOSK_JS = defineModules(here('../browser/kiosk.js')).at(-1) ?? '';

/** A page of the kiosk. It goes back to the beginning by itself after `seconds` in which nobody touches it. */
async function kioskPage(
  ctx: Ctx,
  device: Device,
  view: { title: string; errors?: Errors; seconds: number },
  main: Html,
): Promise<Answer> {
  const { t } = ctx;
  const office = await findAgency(ctx.db, device.agencyId, localDate(ctx.clock.now()));
  const { errors = [], title, seconds } = view;
  const other = otherLanguage(ctx);
  return page(
    screenPage(
      ctx,
      {
        title,
        error: errors.length > 0,
        refreshSeconds: seconds,
        refreshTo: FRESH,
        scripts: [KIOSK_JS],
        styles: [KIOSK_CSS],
      },
      html`<div class="head" data-idle="${seconds}" data-home="${FRESH}"><div><p>${vietnamese(t, office?.name ?? '')}</p><h1>${title}</h1></div><a class="btn alt" href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></div>
<p class="note" data-lost hidden role="alert">${t('hall.kiosk.lost')}</p>
${errorSummary(t, errors)}${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** What somebody is told who opens the kiosk's address with a browser that is none. */
async function noKiosk(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const held = await heldTicket(ctx);
  return page(
    citizenPage(
      ctx,
      { title: t('hall.self.title') },
      html`<h1>${t('hall.self.title')}</h1>
<p class="lead">${t('hall.kiosk.none')}</p>
${held && html`<p>${button({ label: t('hall.follow.link', { number: ticketNumber(held) }), href: followPath(held) })}</p>`}
<p>${t('hall.kiosk.staff')} <a href="/ghep-thiet-bi">${t('hall.pair.title')}</a></p>`,
    ),
  );
}

async function draw(ctx: Ctx, device: Device, errors: Errors = [], turned?: number): Promise<Answer> {
  const { t, db } = ctx;
  const groups = (await listGroups(db, device.agencyId)).filter(g => g.open);
  const { gives, said } = await hoursOf(ctx, device.agencyId);
  return kioskPage(
    ctx,
    device,
    { title: t('hall.self.title'), errors, seconds: IDLE_SECONDS },
    html`${said}${
      gives &&
      (groups.length
        ? await giveForm(ctx, {
            action: KIOSK,
            agencyId: device.agencyId,
            groups,
            big: true,
            ...(turned ? { page: turned } : {}),
          })
        : emptyState({ why: t('hall.take.no-groups') }))
    }`,
  );
}

async function show(ctx: Ctx): Promise<Answer> {
  const device = await deviceOf(ctx, 'kiosk');
  return device ? draw(ctx, device) : noKiosk(ctx);
}

/** One press, one number; the same press sent again, or another one on the same page, leads to the same. */
async function take(ctx: Ctx): Promise<Answer> {
  const device = await deviceOf(ctx, 'kiosk');
  if (!device) return noKiosk(ctx);
  const turned = turnedTo(ctx);
  if (turned !== undefined) return draw(ctx, device, [], turned);
  const { agencyId, id } = device;
  const wish = { agencyId, ...wishOf(ctx), from: { channel: 'kiosk' as const, deviceId: id } };
  return attempt(
    ctx,
    async () => {
      await mustBeOpen(ctx, agencyId);
      const { follow } = await ctx.db.tx(tx => takeOnce(ctx, tx, wish));
      return `${TICKET}/${follow}`;
    },
    errors => draw(ctx, device, errors),
    { otherwise: GROUP },
  );
}

/** The number that was just taken here, on the glass and on paper; of another place, or without a kiosk, where one follows it. */
async function showTicket(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const follow = ctx.req.params.follow ?? '';
  const device = await deviceOf(ctx, 'kiosk');
  const ticket = device && isId(follow) ? await findFollowed(ctx.db, follow) : undefined;
  const today = localDate(ctx.clock.now());
  if (!device || ticket?.deviceId !== device.id || ticket.day !== today)
    return redirect(isId(follow) ? `${FOLLOW}/${follow}` : KIOSK);
  const office = await findAgency(ctx.db, device.agencyId, today);
  return kioskPage(
    ctx,
    device,
    { title: t('hall.kiosk.yours', { number: ticketNumber(ticket) }), seconds: SHOWN_SECONDS },
    html`<div data-print-now>${await slip(ctx, { id: device.agencyId, name: office?.name ?? '' }, ticket)}</div>
<p>${button({ label: t('hall.kiosk.done'), href: FRESH })}</p>`,
  );
}

export const kioskRoutes: readonly Route[] = [
  { method: 'GET', path: KIOSK, rule: 'public', handler: show },
  // A busy hall has several kiosks, and all of them one address; how many one device gives is held beside it.
  { method: 'POST', path: KIOSK, rule: 'public', handler: take, rateLimit: { max: 60, windowSeconds: 60 } },
  { method: 'GET', path: `${TICKET}/:follow`, rule: 'public', handler: showTicket },
];
