import type { Dossier } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { maySecond, openGrounds } from './actions/submit-complaint.ts';
import { complaintsOfDossier } from './data/read.ts';
import { type Complaint, type Ground, OPEN } from './types.ts';

/** One thing that may be complained about now: for the first time, or again with the agency above. */
export type ComplaintChoice = { value: string; ground: Ground; first: Complaint | undefined };

/** Everything that may be complained about in a dossier now, as a form offers it; `known`: its complaints, for who has them. */
export async function choicesOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
  now: Date,
  known?: readonly Complaint[],
): Promise<ComplaintChoice[]> {
  const there = known ?? (await complaintsOfDossier(q, dossier.id));
  const again = there.filter(
    first =>
      maySecond(first, now) &&
      !there.some(c => c.firstId === first.id && (OPEN.has(c.status) || c.status === 'settled')),
  );
  return [
    ...again.map(first => ({ value: `lan-hai.${first.id}`, ground: first.ground, first })),
    ...(await openGrounds(q, ledger, dossier, there)).map(ground => ({
      value: ground.id ? `${ground.kind}.${ground.id}` : ground.kind,
      ground,
      first: undefined,
    })),
  ];
}
