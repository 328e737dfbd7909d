import { officesOf } from '#engines/cases';
import { NotFound } from '#platform/errors';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, html } from '#ui';
import { isId } from '../ids.ts';
import { findTicket } from '../queue/read.ts';
import { ticketNumber } from '../queue/types.ts';
import { hallPage } from './frame.ts';
import { atOffice, RECEIVES, TAKE } from './reach.ts';
import { slip } from './slip.ts';

/** The ticket as it is given at the reception, to be printed. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const id = ctx.req.params.ticket ?? '';
  const ticket = isId(id) ? await findTicket(db, id) : undefined;
  const offices = await officesOf(db, ctx.visitor!, ctx.clock.now());
  const office = offices.find(o => o.id === ticket?.agencyId);
  if (!ticket || !office) throw NotFound();
  return hallPage(
    ctx,
    { title: t('hall.ticket.title', { number: ticketNumber(ticket) }), paper: true, back: true },
    html`${await slip(ctx, office, ticket)}
<p class="row gap no-print"><button type="button" class="btn" data-print hidden>${t('hall.ticket.print')}</button>${button({ label: t('hall.ticket.next'), href: atOffice(TAKE, office.id), alt: true })}</p>`,
  );
}

export const ticketRoute: Route = {
  method: 'GET',
  path: `${TAKE}/:ticket`,
  rule: { permission: RECEIVES },
  handler: show,
};
