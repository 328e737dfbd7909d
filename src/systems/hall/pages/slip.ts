import { formatDate, formatTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, vietnamese } from '#ui';
import { isServed } from '../queue/desks.ts';
import { listGroups } from '../queue/groups.ts';
import { areDesksBusy, outlookOf } from '../queue/read.ts';
import { type Ticket, ticketNumber } from '../queue/types.ts';
import { qr } from './qr.ts';

/** Where its holder follows a ticket. */
export const FOLLOW = '/so-thu-tu';
export const followPath = (ticket: Pick<Ticket, 'follow'>): string => `${FOLLOW}/${ticket.follow}`;

/** What is said of the wait. */
export async function waitOf(ctx: Ctx, ticket: Ticket): Promise<Html> {
  const { t } = ctx;
  const { before, minutes } = await outlookOf(ctx.db, ticket);
  const served = await isServed(ctx.db, ticket);
  // Who is the next and waits all the same reads for whom.
  const key =
    before > 0
      ? 'hall.ticket.before'
      : (await areDesksBusy(ctx.db, ticket))
        ? 'hall.ticket.before-busy'
        : 'hall.ticket.before-none';
  return html`<p>${t(key, { count: before })}</p>
<p>${!served ? t('hall.ticket.no-desk') : minutes === null ? t('hall.ticket.unknown') : t('hall.ticket.minutes', { minutes })}</p>`;
}

/**
 * The ticket as it is printed, on a roll of 80 mm or a sheet of A6: number, group, when it was taken, how many are before it, how
 * long that takes today, and the code by which it is followed on a telephone. Nobody's name.
 */
export async function slip(ctx: Ctx, office: { id: string; name: string }, ticket: Ticket): Promise<Html> {
  const { t } = ctx;
  const group = (await listGroups(ctx.db, office.id)).find(g => g.letter === ticket.letter);
  return html`<div class="tk"><p>${vietnamese(t, office.name)}</p>
<p class="no">${ticketNumber(ticket)}</p>
<p><b>${vietnamese(t, group?.name ?? '')}</b></p>
${ticket.priority && html`<p>${t('hall.ticket.priority', { who: t(`hall.priority.${ticket.priority}`) })}</p>`}
${await waitOf(ctx, ticket)}
<p>${t('hall.ticket.taken', { time: formatTime(ticket.takenAt), date: formatDate(ticket.day) })}</p>
<p>${t('hall.ticket.watch')}</p>
<p>${qr(`${ctx.site.baseUrl}${followPath(ticket)}`, t('hall.follow.qr', { number: ticketNumber(ticket) }))}<br>${t('hall.follow.scan')}</p></div>`;
}
