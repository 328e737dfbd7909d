import type { Queryable } from '#platform/db';
import type { Handed } from './marks.ts';
import { OWNED } from './owned.ts';
import { columnsOf, keysOf, Table } from './tables.ts';
import { openTurns, type Turns } from './turns.ts';

export type NewEntry = { id: string; subject: string; version: number; kind: string; bytes: Buffer };
export type Personal = { entry: string; field: string; salt: Buffer; value: string };
type Book = {
  id: string;
  agencyId: string;
  series: string;
  kind: string;
  period: string;
  before: number;
  last: number;
};

/** What the bulk path knows until it is written: rows of the tables that it owns, and what only ever grows. */
export type Memory = {
  tables: ReadonlyMap<string, Table>;
  entries: NewEntry[];
  personal: Personal[];
  /** How many entries each subject has; only of those that are still on their way. */
  versions: Map<string, number>;
  books: Map<string, Book>;
  /** Days on which a desk's cash was opened. */
  cashDays: Table;
  jobs: Array<readonly unknown[]>;
  turns: Turns;
  /** How many dossiers each stands for; and what was handed out for all of them, by what stands for it. */
  alike: number;
  handed: Map<string, Handed>;
  /** Whether the connection may leave rules unasked: it is a superuser's. */
  unasked: boolean;
  /** The log's epoch, asked once. */
  epoch: number;
};

/** What tells one book from another (numbering.book, book_one_a_period). */
export const bookKey = (series: string, kind: string, period: string): string =>
  `${series} ${kind} ${period}`;

/** The books that there are, with the last number of each. */
async function booksOf(real: Queryable): Promise<Map<string, Book>> {
  const rows = await real.query<Omit<Book, 'before'>>(
    'SELECT id, agency_id AS "agencyId", series, kind, period, last FROM numbering.book',
  );
  return new Map(rows.map(b => [bookKey(b.series, b.kind, b.period), { ...b, before: b.last }]));
}

// payments.standing: how an obligation stands before the journal says anything of it.
const NOTHING_PAID = { outstanding: 0, overpaid: 0, held: 0, owed_back: 0 };

/** An empty memory over the columns that the tables have. `real`: the database in which all will be written. */
export async function openMemory(real: Queryable, alike: number): Promise<Memory> {
  const load = async (table: string) =>
    new Table(
      table,
      await columnsOf(real, table),
      await keysOf(real, table),
      table === 'payments.obligation' ? NOTHING_PAID : {},
    );
  const { unasked, epoch } = await real.one<{ unasked: boolean; epoch: number }>(
    "SELECT current_setting('is_superuser') = 'on' AS unasked, ledger.current_epoch() AS epoch",
  );
  const tables = new Map<string, Table>();
  for (const { table } of OWNED) tables.set(table, await load(table));
  const cashDays = await load('payments.cash_day');
  // A day that was opened before is not opened again.
  for (const row of await real.query('SELECT * FROM payments.cash_day'))
    cashDays.insert({ ...row, there: true });
  tables.set(cashDays.name, cashDays);
  return {
    tables,
    cashDays,
    entries: [],
    personal: [],
    versions: new Map(),
    books: await booksOf(real),
    jobs: [],
    turns: await openTurns(real),
    alike,
    handed: new Map(),
    unasked,
    epoch,
  };
}

/** A table of the memory. Throws when it has none of that name. */
export function tableOf({ tables }: Memory, name: string): Table {
  const table = tables.get(name);
  if (!table) throw new Error(`simulation: ${name} does not stand in memory`);
  return table;
}
