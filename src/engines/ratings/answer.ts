import type { Actor } from '#engines/cases';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { RatingAnswerMissing, RatingAnswerPersonal, RatingWordsChanged } from './errors.ts';
import { namesKnown } from './names-known.ts';
import { personalIn } from './public-words.ts';
import { lockRating } from './read.ts';
import { HIDDEN_WHY, type Rating } from './types.ts';
import { keptWords } from './words.ts';

type Deps = { ledger: Pick<Ledger, 'append'> };

async function record(
  tx: Tx,
  deps: Deps,
  dossierId: string,
  actor: Actor,
  kind: string,
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
): Promise<Rating> {
  const rating = await lockRating(tx, dossierId);
  if (!rating) throw NotFound();
  const { level, revision, wordsState } = rating;
  await deps.ledger.append(tx, {
    kind: `rating.${kind}`,
    subject: `rating:${dossierId}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body: { level, revision, wordsState, ...body },
    personal,
  });
  return rating;
}

/** Whom an answer that everybody reads must not name: people of the dossier. Its own officials an agency may name. */
export const namesOf = async (q: Queryable, dossierId: string): Promise<string[]> =>
  (await namesKnown(q, [dossierId])).get(dossierId)?.people ?? [];

/**
 * The agency answers who rated it; `isPublic`: for everybody to read, so that it names nobody and holds no number, address or code by
 * which somebody could be found. A later answer takes the place of an earlier; the same again changes nothing. Who rated is told
 * (`tellRater`). Throws NotFound, RATING_ANSWER_MISSING, RATING_WORDS_LONG, RATING_ANSWER_PERSONAL.
 */
export async function answerRating(
  tx: Tx,
  deps: Deps,
  input: { dossierId: string; answer: string; isPublic: boolean },
  actor: Actor,
): Promise<Rating> {
  const answer = keptWords(input.answer);
  if (answer === null) throw RatingAnswerMissing();
  const before = await lockRating(tx, input.dossierId);
  if (!before) throw NotFound();
  if (input.isPublic && personalIn(answer, await namesOf(tx, input.dossierId)).length)
    throw RatingAnswerPersonal();
  if (before.answer === answer && before.answerPublic === input.isPublic) return before;
  await tx.run(
    'UPDATE ratings.rating SET answer = $2, answer_public = $3, answered_at = $4, answered_by = $5 WHERE dossier_id = $1',
    [input.dossierId, answer, input.isPublic, actor.at, actor.accountId],
  );
  return record(tx, deps, input.dossierId, actor, 'answered', { public: input.isPublic }, { answer });
}

/**
 * Lets the words of a rating be read by everybody, or not (`why`, one of HIDDEN_WHY; null: shown). Level and reasons count in either
 * case, and who rated reads why his words are not shown. `revision`: the one that was read. Throws NotFound, RATING_WORDS_CHANGED.
 */
export async function judgeWords(
  tx: Tx,
  deps: Deps,
  input: { dossierId: string; revision: number; why: string | null },
  actor: Actor,
): Promise<Rating> {
  const why = input.why === null ? null : HIDDEN_WHY.find(w => w === input.why);
  if (why === undefined) throw NotFound();
  const before = await lockRating(tx, input.dossierId);
  if (!before) throw NotFound();
  if (before.revision !== input.revision || before.words === null) throw RatingWordsChanged();
  const state = why ? 'hidden' : 'shown';
  if (before.wordsState === state && before.hiddenWhy === why) return before;
  await tx.run('UPDATE ratings.rating SET words_state = $2, hidden_why = $3 WHERE dossier_id = $1', [
    input.dossierId,
    state,
    why,
  ]);
  return why
    ? record(tx, deps, input.dossierId, actor, 'words-hidden', { why })
    : record(tx, deps, input.dossierId, actor, 'words-shown');
}
