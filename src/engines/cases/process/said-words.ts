import { answerWords, formTexts, inSentence } from '#engines/forms';
import { stepFactsOf } from '#engines/procedures';
import { saidPieces } from '#engines/processes';
import { localDate } from '#platform/clock';
import { stepWords } from '../results/step-words.ts';
import type { Dossier } from '../types.ts';
import type { RunContext } from './run-context.ts';

/** As long as a question may be. */
export const LONGEST = 4_000;

/**
 * The words of a message of a process with its fields filled in, in Vietnamese: answers of the form (whole, for they are what
 * whoever is asked has to look up) and what steps have said. What was not answered leaves no gap in its place.
 */
export async function saidWords(
  { tx, procedure, at }: Pick<RunContext, 'tx' | 'procedure' | 'at'>,
  dossier: Dossier,
  text: string,
): Promise<string> {
  const t = formTexts('vi');
  const asking = { t, db: tx, clock: { now: () => at } };
  const facts = stepFactsOf(procedure.graph) ?? new Map();
  const options = { reveal: true, date: localDate(dossier.receivedAt) };
  let words = '';
  for (const piece of saidPieces(text)) {
    if (typeof piece === 'string') words += piece;
    else if (piece?.path.startsWith('tasks.')) words += stepWords(t, facts, dossier, piece.path, true);
    else if (piece) {
      const said = await answerWords(asking, procedure.form, piece.path, dossier.data, options);
      const all = typeof said === 'string' ? [said] : said;
      const one = piece.item === null ? all.filter(Boolean).join('; ') : (all[piece.item] ?? '');
      words += piece.inside ? inSentence(one) : one;
    }
  }
  return words.replace(/ {2,}/g, ' ').trim().slice(0, LONGEST);
}
