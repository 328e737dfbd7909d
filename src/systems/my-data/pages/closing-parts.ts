import { closingNotes, invitationsFor, mandatesGiven, mandatesHeld } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

/** Whom the visitor acts for, and who acts for him: that it ends with the account, as invitations do that nobody has answered; null where there is nothing of that. */
async function mandatesPart({ db, t, visitor, clock }: Ctx): Promise<Html | null> {
  const now = clock.now();
  const { accountId } = visitor!;
  const given = (await mandatesGiven(db, accountId)).filter(m => !m.endedAt && m.until >= localDate(now));
  const held = await mandatesHeld(db, accountId, now);
  const offered = await invitationsFor(db, accountId, now);
  if (!given.length && !held.length && !offered.length) return null;
  const told = held.length > 0 || given.some(m => m.delegateId);
  return html`<h2>${t('my-data.erase.mandates')}</h2>
<ul>${given.map(m => html`<li>${t(`my-data.erase.mandate-${m.delegateId ? 'given' : 'unanswered'}`, { name: m.name })}</li>`)}${held.map(m => html`<li>${t('my-data.erase.mandate-held', { name: m.principalName })}</li>`)}${offered.map(m => html`<li>${t('my-data.erase.mandate-offered', { name: m.principalName })}</li>`)}</ul>
<p>${told && t('my-data.erase.mandates-about')} <a href="/lam-thay">${t('my-data.erase.mandates-link')}</a></p>`;
}

/** What else closing the account touches: mandates, and what other systems have of the visitor that still runs. */
export async function closingParts(ctx: Ctx): Promise<Html> {
  const parts: Array<Html | null> = [await mandatesPart(ctx)];
  for (const note of ctx.extensions(closingNotes)) parts.push(await note.draw(ctx));
  return html`${parts}`;
}
