import { subjectsOfReceipt } from '#engines/payments';
import type { Bind } from '#engines/work';
import { fold } from '#platform/text';

/**
 * What somebody typed, read as the number of a paper or its beginning. `heads`: how it may begin in a folded number, `07` also for `7`; `rest`: what
 * follows, without spaces; `n`: the number, where it begins with one.
 */
export type PaperNumber = { heads: string[]; rest: string; n?: number };

/** `so` before it, as papers print it; one nought before a number below ten, as where letters follow (`07/UBND-XNTTHN`); more are the end of a code. */
const NUMBER = /^(?:so )?(0?[1-9]|[1-9]\d{1,6})(?:(?!\d)(.*))?$/;

/**
 * The number of a paper in what somebody types to search: `198`, `198/TB-UBND`, `198 tb ubnd`, `Số: 198/TBUBND`, `198/2026`, and what begins with letters as it is typed.
 * undefined where it is none.
 */
export function paperNumberIn(typed: string): PaperNumber | undefined {
  const key = fold(typed.slice(0, 200));
  const [, digits, after = ''] = NUMBER.exec(key) ?? [];
  if (digits) {
    const n = Number(digits);
    return { heads: n < 10 ? [`${n}`, `0${n}`] : [`${n}`], rest: after.replaceAll(' ', ''), n };
  }
  return /\d/.test(key) ? { heads: [key], rest: '' } : undefined;
}

/**
 * SQL that gives the ids, some several times, of the dossiers of which a paper bears this number: a result, a decision about one, a receipt, a letter that
 * asks for papers or says sorry. The bounds are those of an index: a blank comes before every letter and digit, `!` after it, `{` after `z`.
 */
export function dossiersOfPaper({ heads, rest, n }: PaperNumber, bind: Bind): string {
  // Each beginning by itself, as two bounds: what the planner knows of them, it reads; of a join it would guess that a ninth of all papers fit.
  const stretches = heads.map(head => ({
    from: bind(rest ? `${head} ${rest[0]}` : head),
    to: bind(rest ? `${head} ${rest[0]}{` : `${head}!`),
    whole: rest ? bind(head + rest) : null,
  }));
  const said = (table: string, column: string) => {
    const key = `cases.search_key(x.${column})`;
    return stretches.map(
      ({ from, to, whole }) =>
        `SELECT x.dossier_id FROM ${table} x WHERE ${key} ~>=~ ${from} AND ${key} ~<~ ${to}${whole ? ` AND starts_with(replace(${key}, ' ', ''), ${whole})` : ''}`,
    );
  };
  const found = [
    ...said('cases.result', 'number'),
    ...said('cases.result_act', 'number'),
    ...said('cases.result_act', 'lifted_number'),
  ];
  // Of what is only numbered the year may follow.
  if (n !== undefined && /^(?:\d{4})?$/.test(rest)) {
    const year = rest ? Number(rest) : undefined;
    const of = (table: string) =>
      `SELECT x.dossier_id FROM ${table} x WHERE x.number = ${bind(n)}::int${year ? ` AND x.year = ${bind(year)}::int` : ''} AND x.undone_at IS NULL`;
    found.push(
      of('cases.apology'),
      of('cases.supplement_request'),
      subjectsOfReceipt({ kind: 'dossier', number: n, ...(year && { year }) }, bind),
    );
  }
  return found.join(' UNION ALL ');
}
