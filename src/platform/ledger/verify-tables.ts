import type { Queryable } from '#platform/db';
import type { LogVerifier } from './log-verifier.ts';
import type { ProblemCode } from './problems.ts';

const FEW = 100;

// What lies around the log and is not in the tree. Each answers with what is wrong, as (id, detail).
const CHECKS: ReadonlyArray<{ code: ProblemCode; sql: string }> = [
  {
    // Put in afterwards with a number from before: the sealer passed it long ago.
    code: 'late',
    sql: `SELECT e.id, 'entry of ' || e.subject || ' lies behind the sealer and will never be sealed' AS detail
            FROM ledger.entry e
           WHERE e.seq <= (SELECT seq FROM ledger.position ORDER BY position DESC LIMIT 1)
             AND NOT EXISTS (SELECT FROM ledger.position p WHERE p.entry = e.id)`,
  },
  {
    code: 'version',
    sql: `SELECT coalesce(e.id, v.entry) AS id, 'version ' || coalesce(e.version, v.version) || ' of '
                 || coalesce(e.subject, v.subject) || ' is not the same in the index of versions' AS detail
            FROM ledger.version v FULL JOIN ledger.entry e ON e.id = v.entry
           WHERE e.id IS NULL OR v.entry IS NULL OR e.subject <> v.subject OR e.version <> v.version`,
  },
  {
    code: 'order',
    sql: `SELECT o.id, 'version ' || o.version || ' of ' || o.subject || ' stands after version '
                 || coalesce(o.before, 0) AS detail
            FROM (SELECT e.id, e.subject, e.version,
                         lag(e.version) OVER (PARTITION BY e.subject ORDER BY p.position) AS before
                    FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry) o
           WHERE o.version <> coalesce(o.before, 0) + 1`,
  },
  {
    code: 'personal',
    sql: `SELECT s.entry AS id, 'a personal value (' || s.field || ') belongs to no entry' AS detail
            FROM ledger.personal s WHERE NOT EXISTS (SELECT FROM ledger.entry e WHERE e.id = s.entry)`,
  },
];

/** Checks by set-based SQL that the tables around a log agree with it and with each other. */
export async function checkTables(q: Queryable, verifier: LogVerifier): Promise<void> {
  for (const { code, sql } of CHECKS) {
    const found = await q.query<{ id: string; detail: string }>(`${sql} LIMIT ${FEW}`);
    for (const { id, detail } of found) verifier.report({ code, id, detail });
  }
  const keys = await q.query<{ text: string }>(
    `SELECT after_size || ' ' || key_id || ' ' || encode(public_key, 'hex') AS text FROM ledger.key ORDER BY after_size`,
  );
  const own = verifier.keys.map(k => `${k.afterSize} ${k.keyId} ${k.publicKey.toString('hex')}`);
  if (keys.map(k => k.text).join() !== own.join())
    verifier.report({ code: 'key', detail: 'the table of keys is not what the entries say' });
  const { epochs } = await q.one<{ epochs: number }>(
    'SELECT coalesce(max(counter), 0) AS epochs FROM ledger.epoch',
  );
  // One more is open while its entry waits to be sealed.
  if (epochs !== verifier.epoch && epochs !== verifier.epoch + 1)
    verifier.report({
      code: 'epoch',
      detail: `the table of epochs ends with ${epochs}, the entries with ${verifier.epoch}`,
    });
}
