import { giveNumbers } from '#engines/numbering';
import type { Queryable, Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { Row } from './expression.ts';
import { type Memory, tableOf } from './memory.ts';
import { OWNED } from './owned.ts';
import { putRows } from './put-rows.ts';
import { ENTRY, PERSONAL, VERSION } from './sheets.ts';
import type { Table } from './tables.ts';
import { asText } from './values.ts';
import { writeAlike } from './write-alike.ts';

async function put(q: Queryable, table: Table, rows: readonly Row[]): Promise<void> {
  // What the database works out itself (the moment of writing) no row has.
  const columns = table.columns.filter(({ name }) => rows.some(row => row[name] !== undefined));
  await putRows(
    q,
    table.name,
    columns,
    rows.map(row => columns.map(({ name }) => asText(row[name]))),
  );
}

/** Writes the entries that have come in, in their order: the database numbers them as it reads them. */
async function writeEntries(q: Queryable, { entries, personal }: Memory): Promise<void> {
  const versions = entries.map(e => [e.subject, e.version, e.id].map(asText));
  await putRows(q, 'ledger.version', VERSION, versions);
  const rows = entries.map(e => [e.id, e.subject, e.version, e.kind, e.bytes].map(asText));
  await putRows(q, 'ledger.entry', ENTRY, rows);
  const secrets = personal.map(p => [p.entry, p.field, p.salt, p.value].map(asText));
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
  await writeCashDays(q, memory);
  if (memory.alike > 1) await writeAlike(q, memory, ids);
  else await writeEach(q, memory, ids);
  for (const id of ids) memory.versions.delete(`dossier:${id}`);
}

async function writeEach(q: Queryable, memory: Memory, ids: readonly string[]): Promise<void> {
  await writeEntries(q, memory);
  for (const { table: name, owner } of OWNED) {
    const table = tableOf(memory, name);
    const rows = ids.flatMap(id => [...table.by(owner, id)]);
    await put(q, table, rows);
    for (const row of rows) table.delete(row);
  }
}

/**
 * Writes what belongs to no dossier: entries that are left, the books of numbers, and the jobs that were asked for. Throws an Error when somebody else was
 * given a number meanwhile that was thought to be free here.
 */
export async function writeRest(tx: Tx, memory: Memory): Promise<void> {
  await writeEntries(tx, memory);
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
