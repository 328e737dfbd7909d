import { createHash } from 'node:crypto';
import type { Queryable } from '#platform/db';

/** A row as text, and the table it is of. */
export type Line = { table: string; text: string };

/** What is made of the entries afterwards, in its own time: `ledger verify` judges it. */
const OF_THE_SEALER = new Set([
  'ledger.position',
  'ledger.tile',
  'ledger.head',
  'ledger.sealer',
  'ledger.follower',
  'ledger.epoch',
  'jobs.worker',
]);

/** Every table of the database by its catalogue, so that a new one is compared without being named here. */
async function tablesOf(q: Queryable): Promise<string[]> {
  const rows = await q.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND (n.nspname <> 'graphile_worker' OR c.relname = '_private_jobs') ORDER BY 1`,
  );
  return rows.map(r => r.name).filter(name => !OF_THE_SEALER.has(name));
}

type Fields = Record<string, unknown>;

/** Moments of writing, places in the order of writing, and salts: no two runs agree in them. */
function tidy(table: string, row: Fields): Fields {
  const { given_at, ...rest } = row;
  if (table === 'numbering.number') return rest;
  if (table === 'ledger.personal') return { ...row, salt: null };
  if (table === 'ledger.entry') {
    const { bytes, id, subject, version, kind } = row;
    const said = JSON.parse(Buffer.from(String(bytes).slice(2), 'hex').toString()) as Fields;
    return {
      id,
      subject,
      version,
      kind,
      said: { ...said, personal: Object.keys(said.personal as Fields).sort() },
    };
  }
  if (table === 'graphile_worker._private_jobs') {
    const { key, payload, run_at, task_id } = row;
    // What was to run at once was asked for at another moment; a timer has its hour.
    return { key, payload, task_id, run_at: String(key ?? '').startsWith('timer:') ? run_at : null };
  }
  return row;
}

/** All rows of all tables, each as one line of text. */
export async function dump(q: Queryable): Promise<Line[]> {
  const lines: Line[] = [];
  for (const table of await tablesOf(q)) {
    const rows = await q.query<{ row: Fields }>(`SELECT row_to_json(t) AS row FROM ${table} t`);
    for (const { row } of rows) lines.push({ table, text: JSON.stringify(tidy(table, row)) });
  }
  return lines;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const ROUNDS = 5;
const short = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/**
 * Lines in which every id is named after what it is the id of: by where it stands in which lines, what stands beside it there, and so
 * on. Two dumps that differ in nothing but their ids come out the same. `known`: ids that both have, and that stay.
 */
export function withoutIds(lines: readonly Line[], known: ReadonlySet<string>): string[] {
  let names = new Map<string, string>();
  const named = (text: string) =>
    text.replace(UUID, id => (known.has(id) ? id : `<${names.get(id) ?? 'id'}>`));
  for (let round = 0; round < ROUNDS; round++) {
    const places = new Map<string, string[]>();
    for (const { table, text } of lines) {
      const line = short(`${table} ${named(text)}`);
      for (const [i, [id]] of [...text.matchAll(UUID)].entries())
        if (!known.has(id)) places.set(id, [...(places.get(id) ?? []), `${line} ${i}`]);
    }
    names = new Map([...places].map(([id, where]) => [id, short(where.sort().join())]));
  }
  return lines.map(({ table, text }) => `${table} ${named(text)}`).sort();
}

/** The ids that lines speak of. */
export const idsIn = (lines: readonly Line[]): Set<string> =>
  new Set(lines.flatMap(({ text }) => text.match(UUID) ?? []));
