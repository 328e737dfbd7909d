import type { Queryable } from '#platform/db';
import { fold, withY } from '#platform/text';
import type { ProcedureSummary } from '../types.ts';
import { IN_FORCE, SUMMARY } from './lists.ts';
import { type ProcedureFilter, type ProcedureSearch, searchProcedures } from './search.ts';
import { suggest } from './suggest.ts';
import { isSyllable } from './syllable.ts';
import {
  asTyped,
  bothMeanings,
  inWordsOfTheLaw,
  inWordsOfTheLawAlone,
  listSynonyms,
  meaningsIn,
  wordsIn,
} from './synonyms.ts';

export type ForgivingSearch = Omit<ProcedureSearch, 'suggestion'> & {
  /** What was looked for in place of what was typed, to be shown: of synonyms what they mean; null: that itself. */
  meant: string | null;
  /** `near`: nothing holds the words; these are the likest. */
  how: 'as-typed' | 'synonym' | 'fewer' | 'slip' | 'near';
};

/** So like must a procedure's words be (pg_trgm: 0 nothing, 1 the same). */
const ALIKE = 0.45;
/** Words that stand in names of every kind, or say for whom: two of them together say nothing of what is wanted. */
const OF_ANY = new Set(
  'dang ky xac nhan giay chung cap cua nguoi duoc viec lai doi tre em con chau be cha me bo ba ong vo chong'.split(
    ' ',
  ),
);
/** What joins words makes none with its neighbour: “tặng cho” of land is not “mai táng cho”. */
const JOINS = new Set('cho va hoac tu trong o voi ve la tai den bi'.split(' '));

/** Two words that stand together mean something: what shares none of these with the phrase only looks like it (“chôn cất”, “lấy chồng”). */
function pairsIn(phrase: string): string[] {
  const words = phrase.split(' ');
  return words
    .slice(1)
    .map((word, i) => [words[i] ?? '', word])
    .filter(pair => !pair.every(word => OF_ANY.has(word)) && !pair.some(word => JOINS.has(word)))
    .map(pair => `% ${pair.join(' ')} %`);
}

/**
 * A search for people who do not know what the law calls it: other words for the same (“sổ đỏ”), words too many (“làm giấy …”), slips of the
 * hand (“khia sinh”), and at last what is likest. Each is tried only where the one before finds nothing, and `meant` says what was
 * looked for.
 */
export async function searchForgiving(
  q: Queryable,
  text: string,
  filter: ProcedureFilter,
  date: string,
): Promise<ForgivingSearch> {
  const phrase = withY(fold(text.slice(0, 200)));
  const list = phrase ? await listSynonyms(q) : [];
  const [synonyms, second] = bothMeanings(list);
  const lawful = inWordsOfTheLaw(phrase, synonyms);
  const found = async (
    words: string,
    how: ForgivingSearch['how'],
    { besides = [], meant = words }: { besides?: readonly string[]; meant?: string } = {},
  ): Promise<ForgivingSearch | null> => {
    const together = wordsIn(list, words);
    const { rows, total } = await searchProcedures(q, words, { ...filter, besides, together }, date);
    // “di chúc” means itself: nothing was put otherwise.
    const same = how === 'synonym' && fold(meant) === fold(text);
    return total ? { rows, total, ...(same ? { meant: null, how: 'as-typed' } : { meant, how }) } : null;
  };
  const meanings = meaningsIn(phrase, synonyms).join(', ');
  // “sổ đỏ”: what the law calls so, and what else says so in people's own words.
  const own = lawful ? await inOwnWords(q, phrase, date) : [];
  const also = inWordsOfTheLaw(phrase, second);
  const others =
    also && also !== lawful
      ? await searchProcedures(q, also, { limit: 100, together: wordsIn(list, also) }, date)
      : null;
  const besides = [...own, ...(others?.rows ?? []).map(r => r.id)];
  // “mất chứng minh thư”: no procedure says “mất căn cước”, and who typed it means the card, not what else holds his words.
  const lawfulFewer = lawful && inWordsOfTheLawAlone(phrase, synonyms);
  // “bố mẹ cho đất”: where no procedure is of its first meaning, those of the second are the likest.
  const besideIt = async (): Promise<ForgivingSearch | null> => {
    if (!also || also === lawful) return null;
    const { rows, total } = await searchProcedures(q, meaningsIn(phrase, second).join(' '), filter, date);
    return total ? { rows, total, meant: null, how: 'near' } : null;
  };
  const meant = others?.total ? [...new Set([meanings, ...meaningsIn(phrase, second)])].join(', ') : meanings;
  const first =
    (lawful && (await found(lawful, 'synonym', { besides, meant }))) ||
    (lawfulFewer && lawfulFewer !== lawful && (await found(lawfulFewer, 'synonym', { besides, meant })));
  if (first) return first;
  const together = wordsIn(list, text);
  const { rows, total, suggestion } = await searchProcedures(q, text, { ...filter, together }, date);
  // “bán đất” means one thing: where no procedure does that, what holds the letters otherwise (“bản”, “dát”) is no answer to it.
  const known = lawful !== null && synonyms.some(s => withY(s.folded) === phrase);
  if (known) return (await besideIt()) ?? nearTo(q, fold(lawful), filter, date);
  if (total || !phrase) return { rows, total, meant: null, how: 'as-typed' };
  const shorter = inWordsOfTheLaw(phrase, synonyms, true);
  // One syllable that is left means anything: of “giấy đi đường” it is no “nghỉ dưỡng”.
  const fewer =
    shorter && isSyllable(shorter) && !synonyms.some(s => withY(s.folded) === shorter) ? null : shorter;
  // “giay ket hom”: a slip in what is left.
  const inFewer = async () => {
    const meant = fewer && (await suggest(q, asTyped(fewer, text), fewer, date));
    return meant ? found(meant, 'slip') : null;
  };
  const better =
    (fewer &&
      (await found(inWordsOfTheLaw(fewer, synonyms) ?? fewer, 'fewer', {
        meant: meaningsIn(fewer, synonyms).join(', ') || asTyped(fewer, text),
      }))) ||
    // “mở quán ốc”: what is known of it.
    (meanings && (await found(meanings, 'fewer'))) ||
    (await besideIt()) ||
    (suggestion && (await found(suggestion, 'slip'))) ||
    (await inFewer());
  if (better) return better;
  // Of what is known what is looked for was said above; what shares its other words (“cha mẹ cho con đất”) is not about it.
  if (lawful && !together.length) return nearTo(q, fold(lawfulFewer ?? lawful), filter, date);
  const held = { ...filter, together };
  const likest = await near(q, fewer ?? phrase, held, date);
  if (likest.total) return likest;
  return fewer ? near(q, phrase, held, date) : likest;
}

/** What there is about the same thing, which the last two words say (“xóa đăng ký thường trú”); else what is wanted, of another kind. */
async function nearTo(
  q: Queryable,
  meant: string,
  filter: ProcedureFilter,
  date: string,
): Promise<ForgivingSearch> {
  const alike = await near(q, meant, filter, date, meant.split(' ').slice(-2).join(' '));
  return alike.total ? alike : ((await inFront(q, meant, filter, date)) ?? alike);
}

/** The procedures in force of which somebody says the whole phrase: it stands in one of their plain words. */
async function inOwnWords(q: Queryable, phrase: string, date: string): Promise<string[]> {
  const rows = await q.query<{ id: string; keywords: string[] }>(
    `SELECT v.id, v.keywords FROM procedures.procedure_version v
     WHERE v.status = 'published' AND v.valid @> $1::date AND v.keywords <> '{}'`,
    [date],
  );
  const holds = (word: string) => ` ${withY(fold(word))} `.includes(` ${phrase} `);
  return rows.filter(({ keywords }) => keywords.some(holds)).map(({ id }) => id);
}

/**
 * Of “kết hôn có yếu tố nước ngoài”, which no procedure does, those of “kết hôn”: in front stands what is wanted, after it of which kind. Two
 * words at the least; null where they find nothing.
 */
async function inFront(
  q: Queryable,
  phrase: string,
  filter: ProcedureFilter,
  date: string,
): Promise<ForgivingSearch | null> {
  const words = phrase.split(' ');
  for (let n = words.length - 1; n >= 2; n--) {
    const front = words.slice(0, n).join(' ');
    // Of “đăng ký xe” what is left says nothing.
    if (front === 'dang ky') break;
    const { rows, total } = await searchProcedures(q, front, filter, date);
    if (total) return { rows, total, meant: null, how: 'near' };
  }
  return null;
}

/** The procedures whose words are likest to the phrase and share two of its words; those alone that hold `words`, where they are said. */
async function near(
  q: Queryable,
  phrase: string,
  filter: ProcedureFilter,
  date: string,
  words?: string,
): Promise<ForgivingSearch> {
  const rows = await q.query<ProcedureSummary & { total: number }>(
    `SELECT ${SUMMARY}, count(*) OVER () AS total FROM ${IN_FORCE}
     WHERE v.status = 'published' AND v.valid @> $2::date AND ($3::text IS NULL OR v.field_code = $3)
       AND ($4::text IS NULL OR v.life_events @> ARRAY[$4]) AND word_similarity($1, v.search) >= $5
       AND v.search LIKE ANY ($9::text[]) AND ($8::text IS NULL OR v.search LIKE '% ' || $8 || ' %') AND v.search LIKE ALL ($10::text[])
     ORDER BY word_similarity($1, v.search) DESC, length(v.folded_name), v.folded_name LIMIT $6 OFFSET $7`,
    [
      phrase,
      date,
      filter.field ?? null,
      filter.lifeEvent ?? null,
      ALIKE,
      Math.min(filter.limit ?? 20, 100),
      filter.offset ?? 0,
      words ?? null,
      pairsIn(phrase),
      (filter.together ?? []).map(word => `% ${word} %`),
    ],
  );
  const total = rows[0]?.total ?? 0;
  return {
    rows: rows.map(({ total: _, ...row }) => row),
    total,
    meant: null,
    how: total ? 'near' : 'as-typed',
  };
}
