import { startEmbedded } from '#platform/embedded';
import { openDb } from '#platform/db';
import { createLog } from '#platform/log';
import { readdirSync } from 'node:fs';
const dir = process.argv[2]!;
const s = await startEmbedded({ dataDir: dir, log: createLog('error') });
const q = openDb({ url: s.url, max: 1 });
for (const r of await q.query<any>(`SELECT n.nspname||'.'||c.relname AS t, c.reltuples::int AS n, pg_relation_size(c.oid)/1024 AS kb, pg_indexes_size(c.oid)/1024 AS ikb, pg_total_relation_size(c.oid)/1024 AS all, (SELECT count(*)::int FROM pg_trigger g WHERE g.tgrelid=c.oid) AS trg, (SELECT count(*)::int FROM pg_index g WHERE g.indrelid=c.oid) AS idx FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace WHERE c.relkind='r' AND c.reltuples>800 ORDER BY 5 DESC LIMIT 40`)) console.log(Object.values(r).join(' '));
const d = await q.one<any>(`SELECT id FROM cases.dossier d WHERE EXISTS (SELECT FROM cases.supplement_request s WHERE s.dossier_id=d.id) AND EXISTS (SELECT FROM payments.obligation s WHERE s.subject_id::text=d.id::text) AND EXISTS (SELECT FROM cases.result s WHERE s.dossier_id=d.id) LIMIT 1`);
for (const [t, c] of [['cases.dossier','id'],['cases.dossier_code','dossier_id'],['cases.paper','dossier_id'],['cases.pause','dossier_id'],['cases.supplement_request','dossier_id'],['cases.result_number','dossier_id'],['cases.result','dossier_id'],['work.task','subject_id'],['payments.reference','subject_id'],['payments.obligation','subject_id'],['payments.receipt','subject_id'],['simulation.dossier','dossier_id']] as const) {
  console.log('==', t); for (const r of (await q.query<any>(`SELECT row_to_json(t)::text AS r FROM ${t} t WHERE ${c}::text = $1 LIMIT 2`, [d.id]))) console.log(r.r);
}
for (const r of await q.query<any>(`SELECT e.kind, convert_from(bytes,'UTF8') AS b FROM ledger.entry e WHERE subject = $1`, ['dossier:'+d.id])) console.log(r.kind, r.b);
for (const r of await q.query<any>(`SELECT t.* FROM ledger.personal t JOIN ledger.entry e ON e.id=t.entry WHERE subject = $1 LIMIT 4`, ['dossier:'+d.id])) console.log(JSON.stringify(r));
console.log(await q.query('select task_identifier, count(*), min(key) from graphile_worker.jobs group by 1').catch(e=>e.message));
await q.close(); await s.stop(); process.exit(0);
