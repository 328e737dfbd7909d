import { liveTasksBySubject } from '#engines/work';
import type { Queryable } from '#platform/db';
import { isNewPaper } from '../hand-over/new-paper-ref.ts';
import { isCutShort } from '../hand-over/not-given.ts';
import type { Dossier } from '../types.ts';
import { LETTER_AGAIN, LETTER_BACK } from './paper-waits-sql.ts';
import type { Happening, Story } from './story.ts';

/** Of a dossier that is over: a paper of it waits for whom it belongs to, or is under way again after the post had brought it back. */
export type PaperStands = 'waits' | 'sent-again';

/** What says where a letter is since the post brought it back: it was taken, went out again, arrived, or another paper took its place. */
const AFTER_BACK: ReadonlySet<string> = new Set([
  'handed-over',
  'mail-sent-again',
  'mail-delivered',
  'result-corrected',
  'result-reissued',
]);

type Told = Pick<Story, 'happenings' | 'results'>;

/** What was told last of a letter that the post brought back, while a result holds. */
function lastOfBack({ happenings, results }: Told): Happening | undefined {
  if (!results.some(r => r.status === 'valid')) return undefined;
  return happenings.find(
    h =>
      AFTER_BACK.has(h.kind) ||
      (h.kind === 'returned' && h.body.anew && !h.undone) ||
      (h.kind === 'mail-returned' && !h.body.replaced),
  );
}

/** The post brought a result that holds back, and nobody has taken it since: when, and where it lies. */
export function letterBackIn(story: Told): Happening | undefined {
  const last = lastOfBack(story);
  return last?.kind === 'mail-returned' ? last : undefined;
}

/** What the post had brought back is with it again: since when. */
export function letterAgainIn(story: Told): Happening | undefined {
  const last = lastOfBack(story);
  return last?.kind === 'mail-sent-again' ? last : undefined;
}

/** Whether nothing of it is to be done any more but to hand over a paper. */
const isOverWith = (dossier: Pick<Dossier, 'status'>): boolean =>
  dossier.status === 'returned' || isCutShort(dossier);

/** How, although its results were handed over or it was ended before, a paper of them stands that nobody has yet: a new one, or one that the post brought back. */
export function paperStandsIn(story: Story): PaperStands | undefined {
  if (!isOverWith(story.dossier)) return undefined;
  if (story.tasks.some(isNewPaper) || letterBackIn(story)) return 'waits';
  return letterAgainIn(story) && 'sent-again';
}

/** The same of these dossiers, by their ids; two queries at most, and none where nothing was handed over. */
export async function paperStandsOf(
  q: Queryable,
  dossiers: ReadonlyArray<Pick<Dossier, 'id' | 'status'>>,
): Promise<ReadonlyMap<string, PaperStands>> {
  const ids = dossiers.filter(isOverWith).map(d => d.id);
  if (!ids.length) return new Map();
  const live = await liveTasksBySubject(q, ids);
  const letters = await q.query<{ id: string; back: boolean }>(
    `SELECT m.dossier_id AS id, bool_or(m.returned_on IS NOT NULL) AS back FROM cases.mailing m
     WHERE m.dossier_id = ANY ($1::uuid[]) AND (${LETTER_BACK} OR ${LETTER_AGAIN}) GROUP BY m.dossier_id`,
    [ids],
  );
  const anew = ids.filter(id => live.get(id)?.some(isNewPaper));
  return new Map([
    ...letters.map(l => [l.id, l.back ? 'waits' : 'sent-again'] as const),
    ...anew.map(id => [id, 'waits'] as const),
  ]);
}
