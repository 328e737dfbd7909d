import { officesOf } from '#engines/cases';
import { formatDate, formatTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, html } from '#ui';
import { listGroups } from '../queue/groups.ts';
import { findTicket, outlookOf } from '../queue/read.ts';
import { ticketNumber } from '../queue/types.ts';
import { hallPage } from './frame.ts';
import { atOffice, RECEIVES, TAKE } from './reach.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ticket as it is printed: number, group, when it was taken, how many are before it and how long that takes today. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const id = ctx.req.params.ticket ?? '';
  const ticket = UUID.test(id) ? await findTicket(db, id) : undefined;
  const offices = await officesOf(db, ctx.visitor!, ctx.clock.now());
  const office = offices.find(o => o.id === ticket?.agencyId);
  if (!ticket || !office) throw NotFound();
  const group = (await listGroups(db, office.id)).find(g => g.letter === ticket.letter);
  const { before, minutes } = await outlookOf(db, ticket);
  const number = ticketNumber(ticket);
  return hallPage(
    ctx,
    { title: t('hall.ticket.title', { number }), paper: true, back: true },
    html`<div class="tk"><p>${office.name}</p>
<p class="no">${number}</p>
<p><b>${group?.name}</b></p>
${ticket.priority && html`<p>${t('hall.ticket.priority', { who: t(`hall.priority.${ticket.priority}`) })}</p>`}
<p>${t('hall.ticket.before', { count: before })}</p>
<p>${minutes === null ? t('hall.ticket.unknown') : t('hall.ticket.minutes', { minutes })}</p>
<p>${t('hall.ticket.taken', { time: formatTime(ticket.takenAt), date: formatDate(ticket.day) })}</p>
<p>${t('hall.ticket.watch')}</p></div>
<p class="row gap no-print"><button type="button" class="btn" data-print hidden>${t('hall.ticket.print')}</button>${button({ label: t('hall.ticket.next'), href: atOffice(TAKE, office.id), alt: true })}</p>`,
  );
}

export const ticketRoute: Route = {
  method: 'GET',
  path: `${TAKE}/:ticket`,
  rule: { permission: RECEIVES },
  handler: show,
};
