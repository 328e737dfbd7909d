import type { Queryable, Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { DossierChanged } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { contentOf, contentsOf } from './content.ts';
import { lockDossier } from './dossier.ts';

type Deps = Pick<CaseDeps, 'vault'>;

/** A mark of what is shown of these dossiers, and when, by dossier: it goes along with the form and comes back with the act. */
export const seenMarks = async (
  q: Queryable,
  deps: Deps,
  dossiers: readonly Dossier[],
  at: Date,
): Promise<Map<string, string>> =>
  new Map(
    [...(await contentsOf(q, deps, dossiers))].map(([id, content]) => [
      id,
      `${at.getTime().toString(36)}.${content}`,
    ]),
  );

/** As `seenMarks`, of one. */
export const seenMark = async (q: Queryable, deps: Deps, dossier: Dossier, at: Date): Promise<string> =>
  (await seenMarks(q, deps, [dossier], at)).get(dossier.id) ?? '';

/** Whether two marks are of the same content, whenever each was made. */
export const showsSame = (a: string, b: string): boolean => a.split('.')[1] === b.split('.')[1];

/** When what bears a mark was shown; undefined for what is none. */
export function shownAt(mark: string): Date | undefined {
  const at = Number.parseInt(mark.split('.')[0] ?? '', 36);
  return at > 0 && at < 8.64e15 ? new Date(at) : undefined;
}

/** Throws DOSSIER_CHANGED where the dossier is not as it was shown with this mark. */
export function refuseUnseen(dossier: Dossier, content: string, mark: string): void {
  if (mark.split('.')[1] !== content) throw DossierChanged({ code: dossier.code });
}

/**
 * Locks the dossier until the transaction ends, for an act of somebody to whom it was shown with this mark; nothing is asked of one who was shown
 * none. Throws NOT_FOUND, DOSSIER_CHANGED.
 */
export async function lockAsSeen(tx: Tx, deps: Deps, dossierId: string, mark: string): Promise<void> {
  if (!mark) return;
  const dossier = await lockDossier(tx, dossierId);
  refuseUnseen(dossier, await contentOf(tx, deps, dossier), mark);
}
