import type { FieldPath, Form } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { readCsv, readSheet, SheetProblem, type SheetRow } from '#platform/spreadsheet';
import { fold, tidy, utf8Text } from '#platform/text';
import { ListRefused } from '../../errors.ts';
import { PERSON, placesOf } from './columns.ts';

/** So many rows a file: each is a dossier with its number, its clock and its entry, within one request. */
export const MOST_ROWS = 200;

/** A row as it stands in the file. */
export type ListedRow = { line: number; cells: Map<FieldPath, string> };

/** `headings`: by place, as they stand in the file. */
export type ListedRows = { rows: ListedRow[]; headings: Map<FieldPath, string> };

const isZip = (file: Buffer) => file.subarray(0, 2).toString('latin1') === 'PK';

function csvRows(file: Buffer): SheetRow[] {
  const text = utf8Text(file);
  if (text === undefined || text.includes('\0')) throw ListRefused({ why: 'not-xlsx' });
  return [...readCsv(text)].map(({ line, cells }) => ({
    line,
    cells: new Map(
      cells.flatMap((cell, i): Array<[number, string]> => {
        const said = tidy(cell);
        return said ? [[i + 1, said]] : [];
      }),
    ),
  }));
}

async function rowsOf(file: Buffer): Promise<SheetRow[]> {
  if (!isZip(file)) return csvRows(file);
  return readSheet(file).catch((error: unknown) => {
    throw error instanceof SheetProblem ? ListRefused({ why: error.why }) : error;
  });
}

/** So many headings are named at most, and so much of each: five megabytes of them are no sentence. */
const NAMED = { headings: 20, signs: 80 };

const named = (headings: readonly string[]): string => {
  const shown = headings
    .slice(0, NAMED.headings)
    .map(h => `“${h.length > NAMED.signs ? `${h.slice(0, NAMED.signs).toWellFormed()}…` : h}”`);
  return [...shown, ...(headings.length > shown.length ? ['…'] : [])].join(', ');
};

/**
 * The rows of a list below its headings: the first row that names the applicant's name. Excel, or CSV in UTF-8 with commas or semicolons.
 * Throws ListRefused { why }: `not-xlsx`, `too-heavy`, `no-headings`, `too-long`, `empty`; `unknown` and `twice` with the headings that
 * are no columns of the form, or stand twice: nothing that somebody wrote is passed over.
 */
export async function readList(t: Translate, form: Form, file: Buffer): Promise<ListedRows> {
  const rows = await rowsOf(file);
  const places = placesOf(t, form);
  const at = rows.findIndex(({ cells }) =>
    [...cells.values()].some(text => places.get(fold(text)) === `${PERSON}name`),
  );
  const head = rows[at];
  if (!head) throw ListRefused({ why: 'no-headings' });
  const columns = new Map<number, FieldPath | null>();
  const headings = new Map<FieldPath, string>();
  const wrong = { unknown: [] as string[], twice: [] as string[] };
  for (const [n, text] of head.cells) {
    const place = places.get(fold(text));
    if (place === undefined) wrong.unknown.push(text);
    else if (place && headings.has(place)) wrong.twice.push(text);
    else {
      columns.set(n, place);
      if (place) headings.set(place, text);
    }
  }
  for (const why of ['unknown', 'twice'] as const)
    if (wrong[why].length) throw ListRefused({ why, headings: named(wrong[why]) });
  const listed = rows.slice(at + 1).flatMap(({ line, cells }) => {
    const said = new Map<FieldPath, string>();
    for (const [n, place] of columns) {
      const text = place && cells.get(n);
      if (text) said.set(place, text);
    }
    return said.size ? [{ line, cells: said }] : [];
  });
  if (!listed.length) throw ListRefused({ why: 'empty' });
  if (listed.length > MOST_ROWS) throw ListRefused({ why: 'too-long', most: MOST_ROWS, rows: listed.length });
  return { rows: listed, headings };
}
