import type { Db, Queryable } from '#platform/db';

/** Names of the services that a process may call in this installation, in their order. */
export const listProcessServices = async (q: Queryable): Promise<string[]> =>
  (await q.query<{ name: string }>('SELECT name FROM procedures.process_service ORDER BY name')).map(
    row => row.name,
  );

/** Keeps which services there are: those of the modules that run, and no others. */
export const keepProcessServices = (db: Pick<Db, 'tx'>, names: readonly string[]): Promise<void> =>
  db.tx(async tx => {
    await tx.run('DELETE FROM procedures.process_service WHERE name <> ALL ($1::text[])', [names]);
    await tx.run(
      'INSERT INTO procedures.process_service (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
      [names],
    );
  });
