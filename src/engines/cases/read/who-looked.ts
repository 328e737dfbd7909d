import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Dossier } from '../types.ts';
import { accountNames, agencyNames } from './names.ts';

export type Look = { at: Date; who: string | null; agency: string | null };

/** Who opened a dossier, the newest first: the citizen may know (Law 91/2025/QH15). One line a person and hour. */
export async function whoLooked(q: Queryable, ledger: Ledger, dossier: Dossier): Promise<Look[]> {
  const readings = (await ledger.accesses(q, `dossier:${dossier.id}`)).slice(0, 50);
  const names = await accountNames(
    q,
    readings.map(r => r.actor),
  );
  const agencyName = await agencyNames(
    q,
    readings.map(r => ({ agencyId: r.agency, at: r.at })),
  );
  return readings.map(r => ({
    at: r.at,
    who: names.get(r.actor) ?? null,
    agency: agencyName(r.agency, r.at),
  }));
}
