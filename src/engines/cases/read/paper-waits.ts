import { liveTasksBySubject } from '#engines/work';
import type { Queryable } from '#platform/db';
import { isNewPaper } from '../hand-over/new-paper-ref.ts';
import { isCutShort } from '../hand-over/not-given.ts';
import type { Dossier } from '../types.ts';
import { LETTER_BACK } from './paper-waits-sql.ts';
import type { Happening, Story } from './story.ts';

/** What the post brought back lies at the counter no more: it was taken, went out again, or another paper took its place. */
const AFTER_BACK: ReadonlySet<string> = new Set([
  'handed-over',
  'mail-sent-again',
  'result-corrected',
  'result-reissued',
]);

/** The post brought a result that holds back, and nobody has taken it since: when, and where it lies. */
export function letterBackIn({
  happenings,
  results,
}: Pick<Story, 'happenings' | 'results'>): Happening | undefined {
  if (!results.some(r => r.status === 'valid')) return undefined;
  const last = happenings.find(
    h =>
      AFTER_BACK.has(h.kind) ||
      (h.kind === 'returned' && h.body.anew && !h.undone) ||
      (h.kind === 'mail-returned' && !h.body.replaced),
  );
  return last?.kind === 'mail-returned' ? last : undefined;
}

/** Whether nothing of it is to be done any more but to hand over a paper. */
const isOverWith = (dossier: Pick<Dossier, 'status'>): boolean =>
  dossier.status === 'returned' || isCutShort(dossier);

/** Whether, although its results were handed over or it was ended before, a paper of them waits for whom it belongs to: a new one, or one that the post brought back. */
export const paperWaitsIn = (story: Story): boolean =>
  isOverWith(story.dossier) && (story.tasks.some(isNewPaper) || letterBackIn(story) !== undefined);

/** In which of these dossiers that is so; two queries at most, and none where nothing was handed over. */
export async function paperWaitsOf(
  q: Queryable,
  dossiers: ReadonlyArray<Pick<Dossier, 'id' | 'status'>>,
): Promise<ReadonlySet<string>> {
  const ids = dossiers.filter(isOverWith).map(d => d.id);
  if (!ids.length) return new Set();
  const live = await liveTasksBySubject(q, ids);
  const back = await q.query<{ id: string }>(
    `SELECT DISTINCT m.dossier_id AS id FROM cases.mailing m WHERE m.dossier_id = ANY ($1::uuid[])
     AND ${LETTER_BACK}`,
    [ids],
  );
  return new Set([...ids.filter(id => live.get(id)?.some(isNewPaper)), ...back.map(d => d.id)]);
}
