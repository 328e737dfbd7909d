import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { fold, tidy, withY } from '#platform/text';
import given from '../data/synonyms.json' with { type: 'json' };
import { SynonymUnreadable } from '../errors.ts';

export type Synonym = {
  folded: string;
  /** What people say. */
  phrase: string;
  /** What is looked for instead; empty: the phrase may be left out. After a semicolon what is looked for besides (`khai tử; mai táng`). */
  means: string;
  changedAt: Date;
  /** Null: it came with the program. */
  changedBy: string | null;
};

/** What is read of one in a search. */
type Known = Pick<Synonym, 'folded' | 'means'>;

const COLUMNS = 'folded, phrase, means, changed_at AS "changedAt", changed_by AS "changedBy"';

/** The list in use, by phrase. */
export const listSynonyms = (q: Queryable): Promise<Synonym[]> =>
  q.query<Synonym>(`SELECT ${COLUMNS} FROM procedures.synonym WHERE NOT dropped ORDER BY folded`);

/**
 * The phrases of the list in a text that mean themselves: of “di chúc” no syllable means anything alone (“nơi đi”, “tổ chức”), so that it is
 * found where it stands as it is. Folded.
 */
export function wordsIn(list: readonly Known[], text: string): string[] {
  const said = ` ${withY(fold(text))} `;
  return list
    .filter(s => isWord(s) && said.includes(` ${withY(s.folded)} `))
    .map(({ folded }) => withY(folded));
}

/** Puts in what the program brings and the province has not yet; what it has changed or dropped stays so. */
export async function loadSynonyms(q: Queryable, at: Date): Promise<void> {
  const rows = Object.entries(given).map(([phrase, means]) => [fold(phrase), phrase, means]);
  await q.run(
    `INSERT INTO procedures.synonym (folded, phrase, means, changed_at)
     SELECT DISTINCT ON (folded) folded, phrase, means, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS g (folded, phrase, means)
     ON CONFLICT (folded) DO NOTHING`,
    [rows.map(r => r[0]), rows.map(r => r[1]), rows.map(r => r[2]), at],
  );
}

/** What an entry about a phrase is of: a subject of the ledger has no spaces. */
const subjectOf = (folded: string): string => `synonym:${folded.replaceAll(' ', '-')}`;

/** Says what a phrase means from now on. Throws SYNONYM_UNREADABLE for a phrase without letters, or one too long. */
export async function setSynonym(tx: Tx, input: { phrase: string; means: string }, act: Act): Promise<void> {
  const phrase = tidy(input.phrase);
  const means = tidy(input.means);
  const folded = fold(phrase);
  if (!/^[a-z0-9]+( [a-z0-9]+){0,9}$/.test(folded) || phrase.length > 100 || means.length > 200)
    throw SynonymUnreadable();
  await tx.run(
    `INSERT INTO procedures.synonym (folded, phrase, means, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (folded) DO UPDATE SET phrase = excluded.phrase, means = excluded.means, dropped = false,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [folded, phrase, means, act.at, act.actor],
  );
  await act.ledger.append(tx, {
    kind: 'procedure.synonym-set',
    subject: subjectOf(folded),
    actor: act.actor,
    at: act.at,
    body: { phrase, means },
  });
}

/** A phrase means nothing else any more. Throws NotFound. */
export async function dropSynonym(tx: Tx, folded: string, act: Act): Promise<void> {
  const dropped = await tx.run(
    'UPDATE procedures.synonym SET dropped = true, changed_at = $2, changed_by = $3 WHERE folded = $1 AND NOT dropped',
    [folded, act.at, act.actor],
  );
  if (!dropped) throw NotFound();
  await act.ledger.append(tx, {
    kind: 'procedure.synonym-dropped',
    subject: subjectOf(folded),
    actor: act.actor,
    at: act.at,
    body: {},
  });
}

/** The list as each phrase means first, and as it means besides, where it means two things. */
export const bothMeanings = <T extends Known>(list: readonly T[]): readonly [T[], T[]] => {
  const as = (n: 0 | 1) =>
    list.map(s => {
      const parts = s.means.split(';').map(part => part.trim());
      return { ...s, means: parts[n] || parts[0] || '' };
    });
  return [as(0), as(1)];
};

/**
 * A folded phrase (spelt `withY`) with what people say put into the words of the law, the longest first; null where it has nothing of that kind.
 * `fillers`: instead, without the words that may be left out.
 */
export function inWordsOfTheLaw(phrase: string, synonyms: readonly Known[], fillers = false): string | null {
  const words = readLaw(phrase, inOrder(synonyms, fillers))?.words.join(' ') || null;
  return fillers && words === phrase ? null : words;
}

/**
 * As `inWordsOfTheLaw`, and without the words that may be left out beside what is put otherwise: “mất chứng minh thư” is “căn cước”. What was put in
 * stays whole: of a “giấy chứng nhận” the paper may not be left out.
 */
export function inWordsOfTheLawAlone(phrase: string, synonyms: readonly Known[]): string | null {
  const leftOut = synonyms.filter(s => s.means === '');
  return readLaw(phrase, [...inOrder(synonyms, false), ...inOrder(leftOut, true)])?.words.join(' ') || null;
}

/** The meanings alone of what a folded phrase has of that kind, in the order of the phrase: to look for, and to say what was understood. */
export function meaningsIn(phrase: string, synonyms: readonly Known[]): string[] {
  return [...new Set(readLaw(phrase, inOrder(synonyms, false))?.meanings)];
}

/** Of a folded phrase that was made shorter, or in part put otherwise, its words as they were typed, with their tone marks. */
export function asTyped(shortened: string, typed: string): string {
  const written = typed.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let from = 0;
  return shortened
    .split(' ')
    .map(word => {
      const at = written.findIndex((w, i) => i >= from && withY(fold(w)) === word);
      if (at >= 0) from = at + 1;
      return written[at] ?? word;
    })
    .join(' ');
}

/** Whether a phrase means itself. */
const isWord = ({ folded, means }: Known): boolean => fold(means) === folded;

/** Those that mean something (or, `fillers`, nothing; words that mean themselves stay whole: “di” of “di chúc” is no “đi”), the longest first. */
const inOrder = (synonyms: readonly Known[], fillers: boolean): Known[] =>
  synonyms
    .filter(s => (s.means === '') === fillers || isWord(s))
    .map(s => ({ folded: withY(s.folded), means: fillers && s.means ? withY(s.folded) : s.means }))
    .sort((a, b) => b.folded.length - a.folded.length);

function readLaw(phrase: string, list: readonly Known[]): { words: string[]; meanings: string[] } | null {
  let rest = ` ${phrase} `;
  const said: string[] = [];
  for (const { folded, means } of list) {
    if (!rest.includes(` ${folded} `)) continue;
    // What was put in is not read again: a meaning may hold other phrases.
    rest = rest.replaceAll(` ${folded} `, means ? ` \u0000${said.length} ` : ' ');
    said.push(means);
  }
  if (!said.length) return null;
  const parts = rest.split(' ').filter(Boolean);
  const meaning = (part: string) => said[Number(part.slice(1))] ?? '';
  return {
    words: parts.map(part => (part.startsWith('\u0000') ? meaning(part) : part)),
    meanings: parts.filter(part => part.startsWith('\u0000')).map(meaning),
  };
}
