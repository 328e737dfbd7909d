import { type Actor, type Dossier, lockDossier } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { authorOf, mayChange, raterOf } from './author.ts';
import {
  RatingLevelMissing,
  RatingOthers,
  RatingOver,
  RatingReasonMissing,
  RatingTooEarly,
} from './errors.ts';
import { lockRating } from './read.ts';
import { LEVELS, type Level, type Rating, REASONS, type Reason } from './types.ts';
import { ratableUntil } from './window.ts';
import { keptWords } from './words.ts';

export type RatingInput = {
  /** As it was sent: what is no level or no reason is refused or left out. */
  level: number;
  reasons: readonly string[];
  words: string;
  way: Rating['way'];
};

/**
 * Takes the rating of a dossier, or a change of it. Whether the caller may speak for the applicant was asked before. The same again of
 * the same changes nothing. Words that are new wait to be read before they are public.
 *
 * | refusal | when |
 * | --- | --- |
 * | RATING_TOO_EARLY | the office is not done with the dossier |
 * | RATING_OTHERS | the applicant has rated it himself (`mayChange`) |
 * | RATING_OVER | 90 days after its end, or 30 after the rating |
 * | RATING_LEVEL_MISSING | no level |
 * | RATING_REASON_MISSING | dissatisfied, and neither ticked nor written why |
 * | RATING_WORDS_LONG | more than 2,000 characters |
 */
export async function rate(
  tx: Tx,
  deps: { ledger: Pick<Ledger, 'append' | 'history'> },
  dossier: Dossier,
  input: RatingInput,
  actor: Pick<Actor, 'accountId' | 'at'>,
): Promise<Rating> {
  const { at } = actor;
  const words = keptWords(input.words);
  const level = LEVELS.find(l => l === input.level);
  const reasons = REASONS.filter(r => input.reasons.includes(r));
  if (!level) throw RatingLevelMissing();
  if (level <= 2 && !reasons.length && words === null) throw RatingReasonMissing();
  const rater = raterOf(dossier, actor.accountId);
  const before = await lockRating(tx, dossier.id);
  const author = before && (await authorOf(tx, deps.ledger, dossier, before));
  if (author && !mayChange(author, rater)) throw RatingOthers();
  // Locked: what is rated is not taken back at the same moment.
  const until = await ratableUntil(tx, before ? dossier : await lockDossier(tx, dossier.id), before);
  if (!until) throw RatingTooEarly();
  if (at > until) throw RatingOver({ until: formatDate(until) });
  const said = { level, reasons, words };
  const body = {
    dossier: dossier.id,
    agency: before?.agencyId ?? dossier.agencyId,
    procedure: dossier.procedureCode,
    way: input.way,
    level,
    reasons,
    ...(rater === 'delegate' && dossier.applicantId ? { for: dossier.applicantId } : {}),
  };
  const subject = `rating:${dossier.id}`;
  const entry = { subject, actor: actor.accountId, at, personal: words === null ? {} : { words } };
  if (!before) {
    const fresh = await insert(tx, dossier, said, input.way, at);
    // Somebody was faster by a moment: this is a change of what he said.
    if (!fresh) return rate(tx, deps, dossier, input, actor);
    const { revision, wordsState } = fresh;
    await deps.ledger.append(tx, { kind: 'rating.given', ...entry, body: { ...body, revision, wordsState } });
    return fresh;
  }
  if (isSame(before, said) && author?.by === rater) return before;
  const changed = await update(tx, before, said, input.way, at);
  await deps.ledger.append(tx, {
    kind: 'rating.changed',
    ...entry,
    body: {
      ...body,
      revision: changed.revision,
      wordsState: changed.wordsState,
      before: before.level,
      ratedAt: before.ratedAt.toISOString(),
    },
  });
  return changed;
}

type Said = { level: Level; reasons: Reason[]; words: string | null };

const isSame = (before: Rating, { level, reasons, words }: Said): boolean =>
  before.level === level &&
  before.words === words &&
  [...before.reasons].sort().join() === [...reasons].sort().join();

async function insert(
  tx: Tx,
  dossier: Dossier,
  { level, reasons, words }: Said,
  way: Rating['way'],
  at: Date,
): Promise<Rating | undefined> {
  const fresh = await tx.run(
    `INSERT INTO ratings.rating (dossier_id, code, procedure_code, agency_id, level, reasons, words, way, rated_at, changed_at, words_state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) ON CONFLICT (dossier_id) DO NOTHING`,
    [
      dossier.id,
      dossier.code,
      dossier.procedureCode,
      dossier.agencyId,
      level,
      reasons,
      words,
      way,
      at,
      words === null ? 'none' : 'waiting',
    ],
  );
  return fresh ? lockRating(tx, dossier.id) : undefined;
}

async function update(
  tx: Tx,
  before: Rating,
  { level, reasons, words }: Said,
  way: Rating['way'],
  at: Date,
): Promise<Rating> {
  const state = words === null ? 'none' : words === before.words ? before.wordsState : 'waiting';
  await tx.run(
    `UPDATE ratings.rating SET level = $2, reasons = $3, words = $4, way = $5, changed_at = greatest($6, rated_at), revision = revision + 1,
       words_state = $7, hidden_why = CASE WHEN $7 = 'hidden' THEN hidden_why END WHERE dossier_id = $1`,
    [before.dossierId, level, reasons, words, way, at, state],
  );
  const changed = await lockRating(tx, before.dossierId);
  if (!changed) throw new Error(`rating of ${before.dossierId}: gone while locked`);
  return changed;
}
