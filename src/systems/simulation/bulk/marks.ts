/** What stands where the `k`-th of alike dossiers has something of its own: in an id, for its code's number, for another number. */
export const OWN = '\x01';
export const CODE = '\x04';
export const NUMBER = '\x02';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Numbers of a book that were handed out for all of alike dossiers at once: the first of them, and how many digits it has at least. */
export type Handed = { first: number; width: number };

/** What of a memory says how alike dossiers are numbered: how many each stands for, and what was handed out. */
type Alike = { alike: number; handed: Map<string, Handed> };

// Of 2,147,483,647 at most; no amount, no telephone and no day begins like this.
const STAND_IN = 2_071_000_000;
const STAND_IN_TEXT = /2071\d{6}/g;
// A code keeps its length: what is made of it depends on that.
const CODE_STAND_IN = 9_000;
export const CODE_WIDTH = 4;
const MOST_CODES = 1_000;
const LONGEST_CODE = 9_999;

/**
 * A number that stands for those of all alike dossiers, until they are written. `nth`: how often the book was asked before; `before`: its
 * last number before that. Throws an Error when a day's codes become longer than four digits: that could not be stood in for.
 */
export function standIn(
  { alike, handed }: Alike,
  { series, kind, period, before }: { series: string; kind: string; period: string; before: number },
  nth: number,
): number {
  const first = before + nth * alike + 1;
  if (kind !== 'dossier') {
    const n = STAND_IN + handed.size;
    handed.set(String(n), { first, width: 1 });
    return n;
  }
  if (nth >= MOST_CODES || first + alike - 1 > LONGEST_CODE)
    throw new Error(`simulation: too many dossiers of ${series} on ${period}: fewer alike, or more days`);
  const n = CODE_STAND_IN + nth;
  handed.set(`${series}-${period.slice(2).replaceAll('-', '')}-${n}`, { first, width: CODE_WIDTH });
  return n;
}

const numbered = ({ first, width }: Handed): string => `${NUMBER}${first}:${width}\x03`;

/** An id with room for which of the alike dossiers it is of. */
const idMark = (id: string): string => `${id.slice(0, 24)}${OWN}${id.slice(28)}`;

/**
 * How texts of a dossier's rows are marked. `ids`: all that came with it; `code`: as it was handed out; `texts`: those in which its
 * other numbers stand, `results` those of results, which have letters about them or none.
 */
export function markerOf(
  { handed }: Alike,
  {
    ids,
    code,
    texts,
    results,
  }: { ids: ReadonlySet<string>; code: string; texts: readonly string[]; results: readonly string[] },
): { mark: (text: string) => string; codeFirst: number } {
  const swaps: Array<readonly [RegExp, string]> = [];
  const codes = handed.get(code);
  if (!codes) throw new Error(`simulation: the code ${code} was not handed out`);
  // With its day before it, as it stands in a code, in what is looked for, and in what a bank is told.
  const [day = '', n = ''] = code.split('-').slice(-2);
  swaps.push([new RegExp(`(${day}[- ]?)${n}`, 'g'), `$1${CODE}`]);
  for (const stand of new Set(texts.flatMap(text => text.match(STAND_IN_TEXT) ?? []))) {
    const numbers = handed.get(stand);
    if (!numbers) continue;
    // Below 10 with a zero where there are letters (numberAs, engine procedures).
    const lettered = results.some(text => text.includes(stand) && /\p{L}/u.test(text));
    swaps.push([new RegExp(stand, 'g'), numbered({ ...numbers, width: lettered ? 2 : 1 })]);
  }
  const mark = (text: string): string => {
    let marked = text.replace(UUID, id => (ids.has(id) ? idMark(id) : id));
    for (const [pattern, by] of swaps) marked = marked.replace(pattern, by);
    return marked;
  };
  return { mark, codeFirst: codes.first };
}

/** A number alone, of which the `k`-th of the alike has the one that is `k` higher. */
export const numberMark = (first: number): string => numbered({ first, width: 1 });
