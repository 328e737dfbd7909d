import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getAgency } from '#engines/organisation';
import { formatDate, formatTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import {
  attempt,
  button,
  csrfField,
  defineAsset,
  defineModules,
  details,
  type Errors,
  errorSummary,
  type Html,
  html,
  minifyCss,
  otherLanguage,
  screenPage,
  vietnamese,
} from '#ui';
import { holderHashOf, passOf } from '../cookies.ts';
import { TicketMoved } from '../errors.ts';
import { isId } from '../ids.ts';
import { listGroups } from '../queue/groups.ts';
import { findFollowed, giveBack } from '../queue/own.ts';
import { ticketNumber } from '../queue/types.ts';
import { streamOf } from '../screen/stream.ts';
import { hoursOf } from './hours.ts';
import { phonePath } from './phone.ts';
import { FOLLOW, followPath, waitOf } from './slip.ts';

const here = (name: string) => path.join(import.meta.dirname, name);
const FOLLOW_CSS = defineAsset('hall-follow.css', minifyCss(readFileSync(here('follow.css'), 'utf8')));
const FOLLOW_JS = defineModules(here('../browser/follow.js')).at(-1) ?? '';
const REFRESH_SECONDS = 15;

type Followed = NonNullable<Awaited<ReturnType<typeof findFollowed>>>;

/** The ticket of the address. Throws NotFound. */
async function ticketOf(ctx: Ctx): Promise<Followed> {
  const follow = ctx.req.params.follow ?? '';
  const ticket = isId(follow) ? await findFollowed(ctx.db, follow) : undefined;
  if (!ticket) throw NotFound();
  return ticket;
}

const isToday = (ctx: Ctx, ticket: Followed): boolean => ticket.day === localDate(ctx.clock.now());

/** Whether its turn is still to come, or just called. */
const isOpen = (ctx: Ctx, ticket: Followed): boolean =>
  isToday(ctx, ticket) && ['waiting', 'called'].includes(ticket.state);

/** Whether this telephone took the number. */
function isOwn(ctx: Ctx, ticket: Followed): boolean {
  const pass = passOf(ctx);
  return ticket.holderHash !== null && pass !== undefined && ticket.holderHash.equals(holderHashOf(pass));
}

async function stateOf(ctx: Ctx, ticket: Followed): Promise<Html> {
  const { t } = ctx;
  const over = ['waiting', 'called', 'serving', 'skipped'].includes(ticket.state) && !isToday(ctx, ticket);
  if (over) return html`<p><b>${t('hall.follow.over', { date: formatDate(ticket.day) })}</b></p>`;
  if (ticket.state === 'waiting')
    return (await hoursOf(ctx, ticket.agencyId)).gives
      ? waitOf(ctx, ticket)
      : html`<p><b>${t('hall.follow.after-hours')}</b></p>`;
  if (ticket.state === 'called')
    return html`<p class="go">${t('hall.follow.called', { desk: ticket.desk ?? 0 })}</p>`;
  return html`<p><b>${t(`hall.follow.${ticket.state}`, { desk: ticket.desk ?? 0, time: formatTime(ticket.endedAt ?? ticket.takenAt) })}</b></p>`;
}

/** What its holder may do: give the number back while nobody serves him with it; afterwards take another. */
function doing(ctx: Ctx, ticket: Followed): Html | false {
  const { t } = ctx;
  if (!isOwn(ctx, ticket)) return false;
  if (isOpen(ctx, ticket))
    return details(
      { summary: t('hall.follow.give-back') },
      html`<form method="post" action="${followPath(ticket)}/tra">${csrfField(ctx)}<p>${t('hall.follow.give-back.about')}</p>${button({ label: t('hall.follow.give-back.button'), alt: true })}</form>`,
    );
  return (
    !(isToday(ctx, ticket) && ticket.state === 'serving') &&
    html`<p><a href="${phonePath(ticket.agencyId)}">${t('hall.follow.another')}</a></p>`
  );
}

/** The ticket on a telephone: how many are before it, how long that takes, and to which desk it is called. Renews itself. */
async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t, db } = ctx;
  const ticket = await ticketOf(ctx);
  const office = await getAgency(db, ticket.agencyId, ticket.day);
  const group = (await listGroups(db, ticket.agencyId)).find(
    g => g.letter === (ticket.sentTo ?? ticket.letter),
  );
  const number = ticketNumber(ticket);
  const other = otherLanguage(ctx);
  return page(
    screenPage(
      ctx,
      {
        title: t('hall.follow.title', { number }),
        error: errors.length > 0,
        refreshSeconds: REFRESH_SECONDS,
        scripts: [FOLLOW_JS],
        styles: [FOLLOW_CSS],
      },
      html`${errorSummary(t, errors)}<p>${vietnamese(t, office.name)}</p>
<h1>${t('hall.follow.number')} <b>${number}</b></h1>
<p>${vietnamese(t, group?.name ?? '')}</p>
<div class="now" data-part="now" data-state="${ticket.state}" role="status">${await stateOf(ctx, ticket)}</div>
<p class="lost" data-lost hidden role="alert">${t('hall.screen.lost')}</p>
<p class="q num" data-part="time">${t('hall.follow.as-of', { time: formatTime(ctx.clock.now()) })}</p>
<div data-part="doing">${isOpen(ctx, ticket) && html`<p class="q">${t('hall.follow.about')}</p>`}${doing(ctx, ticket)}</div>
<p data-from="${followPath(ticket)}/song"><a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></p>`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** Gives the number back. A telephone that did not take it may not. */
async function give(ctx: Ctx): Promise<Answer> {
  const ticket = await ticketOf(ctx);
  return attempt(
    ctx,
    async () => {
      const pass = passOf(ctx);
      if (!pass) throw TicketMoved();
      const now = ctx.clock.now();
      const own = { follow: ticket.follow, holderHash: holderHashOf(pass), day: localDate(now) };
      if (ticket.state !== 'returned' || !isOwn(ctx, ticket)) await ctx.db.tx(tx => giveBack(tx, own, now));
      return followPath(ticket);
    },
    errors => show({ ...ctx, req: { ...ctx.req, path: followPath(ticket) } }, errors),
    { otherwise: 'doing' },
  );
}

/** Tells a telephone that something has changed in the hall of its number. */
const listen = async (ctx: Ctx): Promise<Answer> => streamOf(ctx, (await ticketOf(ctx)).agencyId, 'phones');

const address = `${FOLLOW}/:follow`;
export const followRoutes: readonly Route[] = [
  { method: 'GET', path: address, rule: 'public', handler: ctx => show(ctx) },
  { method: 'POST', path: `${address}/tra`, rule: 'public', handler: give },
  { method: 'GET', path: `${address}/song`, rule: 'public', handler: listen },
];
