import type { Queryable } from '#platform/db';
import type { LogVerifier } from './log-verifier.ts';
import { because, type ProblemCode, type Why } from './problems.ts';

const FEW = 100;

// What lies around the log and is not in the tree. Each answers with what is wrong, as (id, params).
const CHECKS: ReadonlyArray<{ code: ProblemCode; why: string; sql: string }> = [
  {
    // Put in afterwards with a number from before: the sealer passed it long ago.
    code: 'late',
    why: 'behind-sealer',
    sql: `SELECT e.id, jsonb_build_object('subject', e.subject) AS params
            FROM ledger.entry e
           WHERE e.seq <= (SELECT seq FROM ledger.position ORDER BY position DESC LIMIT 1)
             AND NOT EXISTS (SELECT FROM ledger.position p WHERE p.entry = e.id)`,
  },
  {
    code: 'version',
    why: 'version-index',
    sql: `SELECT coalesce(e.id, v.entry) AS id, jsonb_build_object('version', coalesce(e.version, v.version),
                 'subject', coalesce(e.subject, v.subject)) AS params
            FROM ledger.version v FULL JOIN ledger.entry e ON e.id = v.entry
           WHERE e.id IS NULL OR v.entry IS NULL OR e.subject <> v.subject OR e.version <> v.version`,
  },
  {
    code: 'order',
    why: 'version-order',
    sql: `SELECT o.id, jsonb_build_object('version', o.version, 'subject', o.subject,
                 'before', coalesce(o.before, 0)) AS params
            FROM (SELECT e.id, e.subject, e.version,
                         lag(e.version) OVER (PARTITION BY e.subject ORDER BY p.position) AS before
                    FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry) o
           WHERE o.version <> coalesce(o.before, 0) + 1`,
  },
  {
    code: 'personal',
    why: 'value-alone',
    sql: `SELECT s.entry AS id, jsonb_build_object('field', s.field) AS params
            FROM ledger.personal s WHERE NOT EXISTS (SELECT FROM ledger.entry e WHERE e.id = s.entry)`,
  },
];

/** Checks by set-based SQL that the tables around a log agree with it and with each other. */
export async function checkTables(q: Queryable, verifier: LogVerifier): Promise<void> {
  for (const { code, why, sql } of CHECKS) {
    const found = await q.query<{ id: string; params: Why['params'] }>(`${sql} LIMIT ${FEW}`);
    for (const { id, params } of found) verifier.report({ code, id, detail: because(why, params) });
  }
  const keys = await q.query<{ text: string }>(
    `SELECT after_size || ' ' || key_id || ' ' || encode(public_key, 'hex') AS text FROM ledger.key ORDER BY after_size`,
  );
  const own = verifier.keys.map(k => `${k.afterSize} ${k.keyId} ${k.publicKey.toString('hex')}`);
  if (keys.map(k => k.text).join() !== own.join())
    verifier.report({ code: 'key', detail: because('keys-table') });
  const { epochs } = await q.one<{ epochs: number }>(
    'SELECT coalesce(max(counter), 0) AS epochs FROM ledger.epoch',
  );
  // One more is open while its entry waits to be sealed.
  if (epochs !== verifier.epoch && epochs !== verifier.epoch + 1)
    verifier.report({
      code: 'epoch',
      detail: because('epochs-table', { table: epochs, entries: verifier.epoch }),
    });
}
