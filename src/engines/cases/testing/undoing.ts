import { type Dossier, type KeptAct, keptActsOf, undoAct, undoFor } from '../index.ts';
import type { CasesFixture } from './fixture.ts';
import type { People } from './people.ts';

/** The last act of a dossier that was not taken back. */
export const lastOf = async (f: CasesFixture, d: Dossier): Promise<KeptAct | undefined> =>
  (await keptActsOf(f.db, d.id)).find(a => !a.undoneAt);

/** `who` takes the last act of a dossier back. */
export async function undoes(
  f: CasesFixture,
  who: People['officer'],
  d: Dossier,
  reason = '',
): Promise<Dossier> {
  const wish = { dossierId: d.id, actId: (await lastOf(f, d))?.id ?? '' };
  const { actor } = await undoFor(f.db, f.deps, who, wish, f.clock.now());
  return f.db.tx(tx => undoAct(tx, f.deps, { ...wish, reason }, actor));
}
