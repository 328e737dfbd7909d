import type { PoolClient } from 'pg';
import { giveNumbers } from '#engines/numbering';
import type { Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { copyIn } from './copy-in.ts';
import type { Row } from './expression.ts';
import { type Memory, tableOf } from './memory.ts';
import { OWNED } from './owned.ts';
import type { Table } from './tables.ts';
import { copied } from './values.ts';

async function put(client: PoolClient, table: Table, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // What the database works out itself (the moment of writing) no row has.
  const names = table.columns.map(c => c.name).filter(name => rows.some(row => row[name] !== undefined));
  const lines = rows.map(row => names.map(name => copied(row[name])).join('\t'));
  await copyIn(client, table.name, names, lines);
}

/** Writes the entries that have come in, in their order: the database numbers them as it reads them. */
async function writeEntries(client: PoolClient, memory: Memory): Promise<void> {
  const { entries, personal } = memory;
  const line = (...values: unknown[]) => values.map(copied).join('\t');
  await copyIn(
    client,
    'ledger.version',
    ['subject', 'version', 'entry'],
    entries.map(e => line(e.subject, e.version, e.id)),
  );
  await copyIn(
    client,
    'ledger.entry',
    ['id', 'subject', 'version', 'kind', 'bytes'],
    entries.map(e => line(e.id, e.subject, e.version, e.kind, e.bytes)),
  );
  await copyIn(
    client,
    'ledger.personal',
    ['entry', 'field', 'salt', 'value'],
    personal.map(p => line(p.entry, p.field, p.salt, p.value)),
  );
  entries.length = 0;
  personal.length = 0;
}

async function writeCashDays(client: PoolClient, { cashDays }: Memory): Promise<void> {
  const fresh = [...cashDays.rows].filter(row => !row.there);
  await put(client, cashDays, fresh);
  for (const row of fresh) row.there = true;
}

/** Writes the dossiers named, with everything that belongs to them, and forgets them. */
export async function writeDossiers(
  client: PoolClient,
  memory: Memory,
  ids: readonly string[],
): Promise<void> {
  await writeEntries(client, memory);
  await writeCashDays(client, memory);
  for (const { table: name, owner } of OWNED) {
    const table = tableOf(memory, name);
    const rows = ids.flatMap(id => [...table.by(owner, id)]);
    await put(client, table, rows);
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
