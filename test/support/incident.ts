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

/** Writes down a message about a dossier as the worker does when it could not be delivered. Returns its id. */
export async function undelivered(q: Queryable, dossierId: string): Promise<string> {
  const id = newId();
  await q.run(
    `INSERT INTO messaging.message (id, dedupe, channel, address, about_kind, about_id, text_key, params, lang, state, attempts, last_error, created_at)
     SELECT $1::uuid, $1::text, 'sms', '+84912345999', 'dossier', d.id, 'cases.message.received', jsonb_build_object('code', d.code), 'vi', 'undeliverable',
       10, '503 Service Unavailable', now() FROM cases.dossier d WHERE d.id = $2`,
    [id, dossierId],
  );
  return id;
}

/** A job that has failed so often that nobody tries it any more, in the database at `url`. Returns its id. */
export async function givenUp(url: string, name: string): Promise<string> {
  const owner = openDb({ url, max: 1 });
  try {
    const { id } = await owner.one<{ id: string }>('SELECT (graphile_worker.add_job($1)).id::text', [name]);
    await owner.run(
      `UPDATE graphile_worker._private_jobs SET attempts = 25, run_at = now() + interval '1 day',
         last_error = 'connect ECONNREFUSED 10.15.0.8:443' WHERE id = $1::bigint`,
      [id],
    );
    return id;
  } finally {
    await owner.close();
  }
}
