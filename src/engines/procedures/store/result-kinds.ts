import type { Db, Queryable } from '#platform/db';

/** A kind of result that a system draws papers of, for a procedure (`*`: for all). */
export type ResultKind = { procedure: string; kind: string };

/** The kinds of results that steps of a procedure may name; none where no system has papers of its own for it. */
export const listResultKinds = async (q: Queryable, procedure: string): Promise<string[]> =>
  (
    await q.query<{ kind: string }>(
      'SELECT kind FROM procedures.result_kind WHERE procedure_code = $1 ORDER BY kind',
      [procedure],
    )
  ).map(row => row.kind);

/** Keeps which kinds there are: those of the modules that run, and no others. */
export const keepResultKinds = (db: Pick<Db, 'tx'>, kinds: readonly ResultKind[]): Promise<void> =>
  db.tx(async tx => {
    await tx.run('DELETE FROM procedures.result_kind');
    await tx.run(
      `INSERT INTO procedures.result_kind (procedure_code, kind)
       SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [kinds.map(k => k.procedure), kinds.map(k => k.kind)],
    );
  });
