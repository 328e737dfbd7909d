import { NotAllowed, NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { addressOf, reads, SITUATION, situationAsked } from './asked.ts';
import { OTHERS } from './others.ts';
import { othersList } from './others-list.ts';
import { asOthers, DOES } from './others-section.ts';
import { personList } from './person-list.ts';
import { OF_PERSON } from './person-values.ts';
import type { StepList } from './step-list.ts';

/**
 * The list of steps that an address asks for: those of somebody, or what an agency does for others. A text is the page on which what the address
 * leaves out is chosen. Throws NotAllowed for who reads no dossiers, NotFound for a number or somebody that is not there.
 */
export async function stepsAsked(ctx: Ctx): Promise<StepList | string> {
  const { query } = ctx.req;
  if (!reads(ctx)) throw NotAllowed();
  const others = OTHERS.find(o => asOthers(o) === queryText(query, 'so'));
  if (others) {
    const of = await situationAsked(ctx);
    const does = queryText(query, DOES);
    const only = of.agencyIds?.includes(does) ? does : null;
    return of.agencyIds?.length && (only || !does)
      ? othersList(ctx, others, { ...of, agencyIds: of.agencyIds }, only)
      : addressOf(SITUATION, { ...of, field: null });
  }
  const so = OF_PERSON.find(o => o === (queryText(query, 'so') || 'open'));
  const asked = { ...(await situationAsked(ctx)), view: 'can-bo' as const };
  const [only] = asked.agencyIds ?? [];
  const named = queryText(query, 'can-bo');
  if (!named || !only || asked.agencyIds?.length !== 1)
    return addressOf(SITUATION, { ...asked, field: null }, { xem: 'can-bo' });
  if (!so) throw NotFound();
  return personList(ctx, so, asked, only, named);
}
