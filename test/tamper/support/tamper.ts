import { modules } from '#app/modules';
import type { Db, Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { numbersFrom } from '#test/numbers-from';
import { type Edit, edits, harmless, rowsOf } from './edits.ts';

/** One edit, and whether it was found and named. `said`: by what. */
export type Outcome = { edit: string; subject: string; found: boolean; said: string[] };

/** What `fansipan ledger verify --state` says now, a line each: the whole of the log, and of the tables. */
export async function verified({ get, db }: Pick<Env, 'get' | 'db'>): Promise<string[]> {
  const ledger = get(ledgerService);
  const { problems } = await ledger.verify();
  const states = await ledger.verifyState(modules.flatMap(module => module.stateChecks ?? []));
  const idOf = new Map(
    (await db.query<{ entry: string; position: number }>('SELECT entry, position FROM ledger.position')).map(
      row => [row.position, row.entry],
    ),
  );
  return [
    ...problems.map(
      p => `ledger ${p.code} ${p.id ?? idOf.get(p.position ?? -1) ?? ''} ${p.from ?? ''} ${p.to ?? ''}`,
    ),
    ...states.map(p => `${p.check} ${p.code} ${p.key} ${p.fields.map(field => field.name).join()}`),
  ];
}

// As a superuser: what guards a row is silenced, and put back with it.
const asSuperuser = (owner: Db, work: (tx: Tx) => Promise<unknown>) =>
  owner.tx(async tx => {
    await tx.query("SET LOCAL session_replication_role = 'replica'");
    await work(tx);
  });

/** Does one edit to a row that `random` chooses, asks whether it is found, and puts the row back. */
async function tamper(
  { env, owner }: { env: Env; owner: Db },
  edit: Edit,
  random: () => number,
): Promise<Outcome> {
  const rows = await owner.query<{ key: string; subject: string }>(`${edit.rows} ORDER BY 1`);
  const row = rows[Math.floor(random() * rows.length)];
  if (!row) throw new Error(`there is no row for: ${edit.name}`);
  const before = await rowsOf(owner, edit, row.key);
  await asSuperuser(owner, tx => tx.run(edit.sql, [row.key]));
  const said = await verified(env);
  const [schema, table] = edit.table.split('.');
  const { columns } = await owner.one<{ columns: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
      WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'`,
    [schema, table],
  );
  await asSuperuser(owner, async tx => {
    await tx.run(`DELETE FROM ${edit.table} WHERE ${edit.by}::text = $1`, [row.key]);
    await tx.run(
      `INSERT INTO ${edit.table} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${edit.table}, $1::jsonb)`,
      [JSON.stringify(before.map(each => each.row))],
    );
  });
  return {
    edit: edit.name,
    subject: row.subject,
    found: said.some(line => line.includes(row.subject)),
    said,
  };
}

/**
 * `count` edits, each kind in turn in an order that the seed says, and the control. `each` hears of every one.
 * Returns the outcomes; the last is the control's, which must not be found.
 */
export async function tamperMany(
  place: { env: Env; owner: Db },
  { count, seed, each }: { count: number; seed: number; each?: (outcome: Outcome) => void },
): Promise<{ outcomes: Outcome[]; control: Outcome; clean: boolean }> {
  const random = numbersFrom(seed);
  const order = edits.map(edit => ({ edit, at: random() })).toSorted((a, b) => a.at - b.at);
  const outcomes: Outcome[] = [];
  for (let i = 0; i < count; i++) {
    const { edit } = order[i % order.length]!;
    const outcome = await tamper(place, edit, random);
    each?.(outcome);
    outcomes.push(outcome);
  }
  const control = await tamper(place, harmless, random);
  return { outcomes, control, clean: (await verified(place.env)).length === 0 };
}
