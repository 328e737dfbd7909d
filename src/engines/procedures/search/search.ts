import type { Queryable } from '#platform/db';
import { eitherSpelling, fold, inBothSpellings, markedWithY, withY } from '#platform/text';
import type { LifeEvent, ProcedureLevel, ProcedureSummary } from '../types.ts';
import { IN_FORCE, SUMMARY } from './lists.ts';
import { suggest } from './suggest.ts';

export type ProcedureFilter = {
  /** Code of a field. */
  field?: string;
  level?: ProcedureLevel;
  lifeEvent?: LifeEvent;
  /** 20 unless said, 100 at most. */
  limit?: number;
  offset?: number;
  /** Folded phrases of which each stands in what is found as it is, not here a word and there another. */
  together?: readonly string[];
  /** Ids of versions that come after what holds the words, where something does. */
  besides?: readonly string[];
};

export type ProcedureSearch = {
  rows: ProcedureSummary[];
  /** Of all pages. */
  total: number;
  /** Where nothing was found: what may have been meant, with its tone marks (`khia sinh` → `khai sinh`). */
  suggestion: string | null;
};

/**
 * Procedures in force on `date` whose name, results, keywords, field or code hold every word of `text`, with or without
 * tone marks and however they spell their i (`đăng kí`); where none does, those with words that begin so, but for the
 * shortest that another follows: “di chúc” is not “diện … tổ chức”. Where the plain words of a procedure are those that were typed, or its
 * name says nothing else (“Đăng ký …”), it comes first; then names that say little else, then what communes do for citizens, then long names
 * with the words together, and short ones before long ones. What is for officials alone comes last. A code is found without its full stop, too. An empty text lists all by name; of a moment in life short names
 * come first, as what most people come for has one (“Đăng ký khai sinh” before “Cấp bản sao …”). A text without a letter or digit finds
 * nothing.
 */
export async function searchProcedures(
  q: Queryable,
  text: string,
  filter: ProcedureFilter,
  date: string,
): Promise<ProcedureSearch> {
  text = codeIn(text) ?? text;
  const phrase = withY(fold(text.slice(0, 200)));
  const words = [...new Set(phrase.split(' ').filter(Boolean))].slice(0, 12);
  const typed = markedWithY(text)
    .trim()
    .replace(/\s+/g, ' ')
    .slice(0, 200)
    .replaceAll('\u0000', '')
    .toLowerCase();
  if (typed && !words.length) return { rows: [], total: 0, suggestion: null };
  const last = words.at(-1);
  for (const whole of words.length ? [true, false] : [false]) {
    const end = (word: string) => (whole || (word.length <= SYLLABLE && word !== last) ? ' ' : '');
    const sought = {
      words: words.filter(w => !eitherSpelling(w)).map(w => `% ${w}${end(w)}%`),
      eitherWords: words.filter(eitherSpelling).map(w => ` ${inBothSpellings(w)}${end(w)}`),
      phrase,
      typed,
    };
    const found = await find(q, sought, filter, [], date);
    if (!found.total) continue;
    const besides = filter.besides ?? [];
    return { ...(besides.length ? await find(q, sought, filter, besides, date) : found), suggestion: null };
  }
  const suggestion = words.length && !filter.offset ? await suggest(q, text, phrase, date) : null;
  return { rows: [], total: 0, suggestion };
}

/** A word of so few letters that another follows was typed whole. */
const SYLLABLE = 2;

/** As the national list writes who a procedure is for, where that is nobody but the state's own people. */
const OFFICIALS = ['Cán bộ', 'công chức', 'viên chức', 'Cán bộ, công chức, viên chức'];
/** In a name of so many letters a phrase is what it is about; in a longer one it may be a detail. */
const SHORT = 80;
/** What a name says of something that people do is as long as “đăng ký ”. */
const ACT = 8;

/** The code of a procedure in a text that is one, also without its full stop, or with what the national list writes after it; else null. */
function codeIn(text: string): string | null {
  const [, kind, n] = /^\s*(\d)[.\s]?(\d{6})(?:\.\d{3}\.\d\d\.\d\d\.H\d\d)?\s*$/i.exec(text) ?? [];
  return kind && n ? `${kind}.${n}` : null;
}

type Sought = { words: readonly string[]; eitherWords: readonly string[]; phrase: string; typed: string };

async function find(
  q: Queryable,
  { words, eitherWords, phrase, typed }: Sought,
  filter: ProcedureFilter,
  besides: readonly string[],
  date: string,
): Promise<Pick<ProcedureSearch, 'rows' | 'total'>> {
  const limit = Math.min(Math.max(filter.limit ?? 20, 1), 100);
  const phrases = (filter.together ?? []).map(p => `% ${p} %`);
  const holds = '(v.search LIKE ALL ($5::text[]) AND v.search ~ ALL ($11::text[]))';
  // A fold leaves letters, digits and spaces: nothing that LIKE reads otherwise.
  const rows = await q.query<ProcedureSummary & { total: number }>(
    `SELECT ${SUMMARY}, count(*) OVER () AS total FROM ${IN_FORCE}
     WHERE v.status = 'published' AND v.valid @> $1::date AND ($2::text IS NULL OR v.field_code = $2)
       AND ($3::text IS NULL OR v.levels @> ARRAY[$3]) AND ($4::text IS NULL OR v.life_events @> ARRAY[$4])
       AND ${besides.length ? `(${holds} OR v.id = ANY ($12::uuid[]))` : holds}
     ORDER BY ${besides.length ? `NOT ${holds}, ` : ''}$7 <> '' AND v.subjects <> '{}' AND v.subjects <@ $10::text[],
       $6 <> '' AND position($6 IN lower(array_to_string(v.keywords, ' '))) = 0 AND (position($7 IN v.folded_name) = 0 OR length(v.folded_name) > length($7) + ${ACT}),
       CASE WHEN $7 = '' THEN 0
            WHEN (' ' || v.folded_name || ' ') LIKE '% ' || $7 || ' %' AND length(v.folded_name) <= ${SHORT} THEN 0
            WHEN v.levels @> ARRAY['commune'] AND array_to_string(v.subjects, ' ') LIKE '%Công dân%' THEN 1
            WHEN (' ' || v.folded_name || ' ') LIKE '% ' || $7 || ' %' THEN 2 ELSE 3 END,
       $6 <> '' AND position($6 IN lower(v.name)) = 0,
       CASE WHEN $7 = '' AND $4::text IS NULL THEN 0 ELSE length(v.folded_name) END, v.folded_name, p.code
     LIMIT $8 OFFSET $9`,
    [
      date,
      filter.field ?? null,
      filter.level ?? null,
      filter.lifeEvent ?? null,
      [...words, ...phrases],
      typed,
      phrase,
      limit,
      Math.max(filter.offset ?? 0, 0),
      OFFICIALS,
      eitherWords,
      ...(besides.length ? [besides] : []),
    ],
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
