import { giveNumbers } from '#engines/numbering';
import type { Queryable, Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { Row } from './expression.ts';
import { type Memory, tableOf } from './memory.ts';
import { OWNED } from './owned.ts';
import { putRows } from './put-rows.ts';
import type { Table } from './tables.ts';

async function put(q: Queryable, table: Table, rows: readonly Row[]): Promise<void> {
  // What the database works out itself (the moment of writing) no row has.
  const columns = table.columns.filter(({ name }) => rows.some(row => row[name] !== undefined));
  await putRows(
    q,
    table.name,
    columns,
    rows.map(row => columns.map(({ name }) => row[name])),
  );
}

const column = (name: string, type = 'text') => ({ name, type, fallback: null });
const VERSION = [column('subject'), column('version', 'integer'), column('entry', 'uuid')];
const ENTRY = [
  column('id', 'uuid'),
  column('subject'),
  column('version', 'integer'),
  column('kind'),
  column('bytes', 'bytea'),
];
const PERSONAL = [column('entry', 'uuid'), column('field'), column('salt', 'bytea'), column('value')];

/** Writes the entries that have come in, in their order: the database numbers them as it reads them. */
async function writeEntries(q: Queryable, { entries, personal }: Memory): Promise<void> {
  const versions = entries.map(e => [e.subject, e.version, e.id]);
  await putRows(q, 'ledger.version', VERSION, versions);
  const rows = entries.map(e => [e.id, e.subject, e.version, e.kind, e.bytes]);
  await putRows(q, 'ledger.entry', ENTRY, rows);
  const secrets = personal.map(p => [p.entry, p.field, p.salt, p.value]);
  await putRows(q, 'ledger.personal', PERSONAL, secrets);
  entries.length = 0;
  personal.length = 0;
}

async function writeCashDays(q: Queryable, { cashDays }: Memory): Promise<void> {
  const fresh = [...cashDays.rows].filter(row => !row.there);
  await put(q, cashDays, fresh);
  for (const row of fresh) row.there = true;
}

/** Writes the dossiers named, with everything that belongs to them, and forgets them. */
export async function writeDossiers(q: Queryable, memory: Memory, ids: readonly string[]): Promise<void> {
  await writeEntries(q, memory);
  await writeCashDays(q, memory);
  for (const { table: name, owner } of OWNED) {
    const table = tableOf(memory, name);
    const rows = ids.flatMap(id => [...table.by(owner, id)]);
    await put(q, table, rows);
    for (const row of rows) table.delete(row);
  }
  for (const id of ids) memory.versions.delete(`dossier:${id}`);
}

/**
 * Writes what belongs to no dossier: the books of numbers, and the jobs that were asked for. Throws an Error when somebody else was
 * given a number meanwhile that was thought to be free here.
 */
export async function writeRest(tx: Tx, memory: Memory): Promise<void> {
  const moved = [...memory.books.values()].filter(book => book.last > book.before);
  const last = await giveNumbers(
    tx,
    moved.map(book => ({ ...book, count: book.last - book.before })),
  );
  const taken = moved.find((book, i) => book.last !== last[i]);
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
