import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Dossier } from '../types.ts';

export type Look = { at: Date; who: string | null; agency: string | null };

/** Who opened a dossier, the newest first: the citizen may know (Law 91/2025/QH15). One line a person and hour. */
export async function whoLooked(q: Queryable, ledger: Ledger, dossier: Dossier): Promise<Look[]> {
  const looks: Look[] = [];
  for (const e of (await ledger.accesses(q, `dossier:${dossier.id}`)).slice(0, 50)) {
    const account = await q.maybe<{ name: string }>('SELECT name FROM identity.account WHERE id::text = $1', [e.actor]);
    const agency = e.agency ? await findAgency(q, e.agency, localDate(e.at)) : undefined;
    looks.push({ at: e.at, who: account?.name ?? null, agency: agency?.name ?? null });
  }
  return looks;
}
