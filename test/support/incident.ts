import { setTimeout } from 'node:timers/promises';
import { newId, openDb, type Queryable } from '#platform/db';

/** Writes down an incident of a dossier as the worker does when a service has failed for good. Returns its id. */
export async function failedService(q: Queryable, dossierId: string): Promise<string> {
  const id = newId();
  await q.run(
    `INSERT INTO cases.incident (id, dossier_id, element_id, token, reason, error, job, opened_at, failed_at)
     SELECT $1, d.id, d.process_state -> 'tokens' -> 0 ->> 'at', (d.process_state -> 'tokens' -> 0 ->> 'id')::int,
       'service-failed', 'connect ECONNREFUSED 10.15.0.8:443', '{"service":"population-register","params":{}}', now(), now()
     FROM cases.dossier d WHERE d.id = $2`,
    [id, dossierId],
  );
  return id;
}

/** Writes down a message as the worker does when it could not be delivered, about a dossier or none. Returns its id. */
export async function undelivered(
  q: Queryable,
  dossierId: string | null,
  to: { email: string } | { phone: string } = { phone: '+84912345678' },
): Promise<string> {
  const id = newId();
  await q.run(
    `INSERT INTO messaging.message (id, dedupe, channel, address, about_kind, about_id, text_key, params, lang, state, attempts, last_error, created_at)
     VALUES ($1::uuid, $1::text, $2, $3, CASE WHEN $4::uuid IS NULL THEN NULL ELSE 'dossier' END, $4, 'cases.message.received',
       jsonb_build_object('code', coalesce((SELECT code FROM cases.dossier WHERE id = $4), '')), 'vi', 'undeliverable', 10, '503 Service Unavailable', now())`,
    [id, 'email' in to ? 'email' : 'sms', 'email' in to ? to.email : to.phone, dossierId],
  );
  return id;
}

/** A job that has failed so often that nobody tries it any more, in the database at `url`. Returns its id. */
export async function givenUp(url: string, name: string): Promise<string> {
  const owner = openDb({ url, max: 1 });
  try {
    // Not before tomorrow, until it counts as given up: a worker would take it up at once.
    const { id } = await owner.one<{ id: string }>(
      `SELECT (graphile_worker.add_job($1, run_at := now() + interval '1 day')).id::text`,
      [name],
    );
    await owner.run(
      `UPDATE graphile_worker._private_jobs SET attempts = 25, run_at = now(), last_error = 'connect ECONNREFUSED 10.15.0.8:443' WHERE id = $1::bigint`,
      [id],
    );
    return id;
  } finally {
    await owner.close();
  }
}

/** A follower that stands still at its newest entry of dossiers, and is not tried again by itself. Returns the entry's place. */
export async function standsStill(q: Queryable, follower: string): Promise<string> {
  for (;;) {
    const position = await stop(q, follower);
    // One that came to the end just then looks once more whether there is anything, and would go on from here.
    await setTimeout(position ? 50 : 20);
    if (
      position &&
      (await q.maybe('SELECT FROM ledger.follower WHERE id = $1 AND error IS NOT NULL', [follower]))
    )
      return position;
  }
}

/** Stops a follower for an hour that has come to the end of what is sealed; of one that is still on its way nothing is returned. */
async function stop(q: Queryable, follower: string): Promise<string | undefined> {
  const row = await q.maybe<{ position: string }>(
    `UPDATE ledger.follower SET error = 'Connection terminated unexpectedly', attempts = 7, stood_since = now(), failed_at = now() + interval '1 hour',
       position = (SELECT max(p.position) FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry WHERE e.kind = 'case.submitted')
     WHERE id = $1 AND position > (SELECT max(position) FROM ledger.position) RETURNING position::text`,
    [follower],
  );
  return row?.position;
}
