import type { Queryable, Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { DossierChanged } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { contentOf, contentsOf, type Shown } from './content.ts';
import { lockDossier } from './dossier.ts';
import type { ShownFor } from './rests-on.ts';

type Deps = Pick<CaseDeps, 'vault' | 'templates' | 'wording'>;

/** What is shown, and the last correction of another result (id of the act) that is shown with it. */
type Page = Shown & { correction?: string | undefined };

/**
 * A mark of what is shown of each of these, and when: it goes along with the form and comes back with the act. It has the moment, the content, and, of a
 * page that shows what was corrected, the last correction.
 */
export const seenMarks = async (
  q: Queryable,
  deps: Deps,
  pages: readonly Page[],
  at: Date,
): Promise<string[]> => {
  const contents = await contentsOf(
    q,
    deps,
    pages.map(({ correction: _, ...shown }) => shown),
  );
  const time = at.getTime().toString(36);
  return contents.map((content, i) => [time, content, pages[i]?.correction ?? []].flat().join('.'));
};

/** As `seenMarks`, of one. */
export const seenMark = async (q: Queryable, deps: Deps, page: Page, at: Date): Promise<string> =>
  (await seenMarks(q, deps, [page], at))[0] ?? '';

const contentIn = (mark: string): string | undefined => mark.split('.')[1];

/** Whether two marks are of the same content, whenever each was made. */
export const showsSame = (a: string, b: string): boolean => contentIn(a) === contentIn(b);

/** When what bears a mark was shown; undefined for what is none. */
export function shownAt(mark: string): Date | undefined {
  const at = Number.parseInt(mark.split('.')[0] ?? '', 36);
  return at > 0 && at < 8.64e15 ? new Date(at) : undefined;
}

/** The last correction that was shown with this mark; undefined where none was. */
export const correctionShown = (mark: string): string | undefined => mark.split('.')[2];

/** Throws DOSSIER_CHANGED where the dossier is not as it was shown with this mark. */
export function refuseUnseen(dossier: Dossier, content: string, mark: string): void {
  if (contentIn(mark) !== content) throw DossierChanged({ code: dossier.code });
}

/**
 * Locks the dossier until the transaction ends, for an act of somebody to whom it was shown with this mark; nothing is asked of one who was shown
 * none. Throws NOT_FOUND, DOSSIER_CHANGED.
 */
export async function lockAsSeen(
  tx: Tx,
  deps: Deps,
  { dossierId, ...shownFor }: ShownFor & { dossierId: string },
  mark: string,
): Promise<void> {
  if (!mark) return;
  const dossier = await lockDossier(tx, dossierId);
  refuseUnseen(dossier, await contentOf(tx, deps, { dossier, ...shownFor }), mark);
}
