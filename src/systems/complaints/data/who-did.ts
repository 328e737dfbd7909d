import { accountNames } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Complaint } from '../types.ts';

/** Who did this (`taken-on`, `declined`, `carried-out`) with a complaint last, and when, as its ledger has it; undefined where nobody has. */
export async function whoDid(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  { id }: Pick<Complaint, 'id'>,
  act: string,
): Promise<{ actor: string; who: string; at: string } | undefined> {
  const entry = (await ledger.history(q, `complaint:${id}`, [`complaint.${act}`])).at(-1);
  if (!entry) return undefined;
  const who = (await accountNames(q, [entry.actor])).get(entry.actor) ?? '';
  return { actor: entry.actor, who, at: formatDateTime(entry.at) };
}
