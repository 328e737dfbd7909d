import { giveNumbers } from '#engines/numbering';
import type { Queryable, Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { Row } from './expression.ts';
import { countTaken, writeTurns } from './hand-out.ts';
import { type Memory, tableOf } from './memory.ts';
import { OWNED } from './owned.ts';
import { putRows } from './put-rows.ts';
import { ENTRY, PERSONAL, VERSION } from './sheets.ts';
import type { Column, Table } from './tables.ts';
import { asText } from './values.ts';
import { takeAlike } from './write-alike.ts';

/** Rows that have been taken out of memory, as texts: what a table is still to be given. */
type Sheet = { table: string; columns: readonly Column[]; rows: ReadonlyArray<ReadonlyArray<string | null>> };

function sheetOf({ name: table, columns: all }: Table, rows: readonly Row[]): Sheet {
  // What the database works out itself (the moment of writing) no row has.
  const columns = all.filter(({ name }) => rows.some(row => row[name] !== undefined));
  return { table, columns, rows: rows.map(row => columns.map(({ name }) => asText(row[name]))) };
}

/** Takes the entries that have come in, in their order: the database numbers them as it reads them. */
function takeEntries({ entries, personal }: Memory): Sheet[] {
  const said = entries.splice(0);
  const rows = said.map(e => [e.id, e.subject, e.version, e.kind, e.bytes].map(asText));
  return [
    {
      table: 'ledger.version',
      columns: VERSION,
      rows: said.map(e => [e.subject, e.version, e.id].map(asText)),
    },
    { table: 'ledger.entry', columns: ENTRY, rows },
    {
      table: 'ledger.personal',
      columns: PERSONAL,
      rows: personal.splice(0).map(p => [p.entry, p.field, p.salt, p.value].map(asText)),
    },
  ];
}

function takeCashDays({ cashDays }: Memory): Sheet {
  const fresh = [...cashDays.rows].filter(row => !row.there);
  for (const row of fresh) row.there = true;
  return sheetOf(cashDays, fresh);
}

function takeRows(memory: Memory, ids: readonly string[]): Sheet[] {
  return OWNED.map(({ table: name, owner }) => {
    const table = tableOf(memory, name);
    const rows = ids.flatMap(id => [...table.by(owner, id)]);
    const sheet = sheetOf(table, rows);
    for (const row of rows) table.delete(row);
    return sheet;
  });
}

async function put(q: Queryable, sheets: readonly Sheet[]): Promise<void> {
  for (const { table, columns, rows } of sheets) await putRows(q, table, columns, rows);
}

/**
 * Takes the dossiers named out of memory, with everything that belongs to them: nothing of them is looked for there any more. Returns what
 * writes them.
 */
export function takeDossiers(memory: Memory, ids: readonly string[]): (q: Queryable) => Promise<void> {
  const days = takeCashDays(memory);
  const tasks = tableOf(memory, 'work.task');
  countTaken(
    memory,
    ids.flatMap(id => [...tasks.by('subject_id', id)]),
  );
  const write = memory.alike > 1 ? takeAlike(memory, ids) : takeEach(memory, ids);
  for (const id of ids) memory.versions.delete(`dossier:${id}`);
  return async q => {
    await put(q, [days]);
    await write(q);
  };
}

function takeEach(memory: Memory, ids: readonly string[]): (q: Queryable) => Promise<void> {
  const sheets = [...takeEntries(memory), ...takeRows(memory, ids)];
  return q => put(q, sheets);
}

/**
 * Writes what belongs to no dossier: entries that are left, whose turn it is, the books of numbers, and the jobs that were asked for. Throws an Error when somebody else was
 * given a number meanwhile that was thought to be free here.
 */
export async function writeRest(tx: Tx, memory: Memory): Promise<void> {
  await put(tx, takeEntries(memory));
  await writeTurns(tx, memory);
  const moved = [...memory.books.values()].filter(book => book.last > book.before);
  const last = await giveNumbers(
    tx,
    moved.map(book => ({ ...book, count: (book.last - book.before) * memory.alike })),
  );
  const taken = moved.find((book, i) => book.before + (book.last - book.before) * memory.alike !== last[i]);
  if (taken)
    throw new Error(
      `simulation: numbers of book ${taken.kind} ${taken.period} were given to others meanwhile`,
    );
  for (const [name, payload, runAt, key, queue] of memory.jobs)
    await enqueue(tx, {
      name: String(name),
      payload: JSON.parse(String(payload)),
      ...(runAt ? { runAt: runAt as Date } : {}),
      ...(key ? { key: String(key) } : {}),
      ...(queue ? { queue: String(queue) } : {}),
    });
}
