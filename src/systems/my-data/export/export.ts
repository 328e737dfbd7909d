import path from 'node:path';
import { newId, type Queryable, type Tx } from '#platform/db';
import type { Env } from '#platform/env';
import type { Lang } from '#platform/i18n';
import { type Droppable, enqueue } from '#platform/jobs';
import type { Ledger } from '#platform/ledger';
import { record } from '../record.ts';

/** For so many days a copy may be taken. */
export const EXPORT_DAYS = 3;
export const EXPORT_JOB = 'my-data.export';

export type Export = {
  id: string;
  accountId: string;
  askedAt: Date;
  /** Dossiers packed, of so many. */
  done: number;
  total: number;
  readyAt: Date | null;
  /** Bytes. */
  size: number | null;
  expiresAt: Date;
  lang: Lang;
};

const COLUMNS = `id, account_id AS "accountId", asked_at AS "askedAt", done, total, ready_at AS "readyAt", size, expires_at AS "expiresAt", lang`;

/** Where the file of a copy lies. */
export const exportPath = (env: Pick<Env, 'config'>, id: string): string =>
  path.join(env.config.DATA_DIR, 'exports', `${id}.zip`);

/** The newest copy of an account that has not expired, made or being made. */
export const findExport = (q: Queryable, accountId: string, at: Date): Promise<Export | undefined> =>
  q.maybe<Export>(
    `SELECT ${COLUMNS} FROM my_data.export WHERE account_id = $1 AND expires_at > $2 ORDER BY asked_at DESC LIMIT 1`,
    [accountId, at],
  );

/** A copy by its id, whosever it is. */
export const findExportById = (q: Queryable, id: string): Promise<Export | undefined> =>
  q.maybe<Export>(`SELECT ${COLUMNS} FROM my_data.export WHERE id = $1`, [id]);

/** Asks for a copy; while one is being made, that is it. */
export async function askExport(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  { accountId, lang }: { accountId: string; lang: Lang },
  at: Date,
): Promise<void> {
  const id = newId();
  const fresh = await tx.run(
    `INSERT INTO my_data.export (id, account_id, asked_at, expires_at, lang) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id) WHERE ready_at IS NULL DO NOTHING`,
    [id, accountId, at, new Date(at.getTime() + EXPORT_DAYS * 86_400_000), lang],
  );
  if (!fresh) return;
  await record(tx, ledger, accountId, 'export-asked', { export: id }, at);
  await enqueue(tx, { name: EXPORT_JOB, payload: { id }, key: `${EXPORT_JOB}:${id}` });
}

/** A copy that is not made any more is asked for anew. */
export const exportDropped: Droppable = {
  name: EXPORT_JOB,
  dropped: (tx, { id }: { id: string }) =>
    tx.run('DELETE FROM my_data.export WHERE id = $1 AND ready_at IS NULL', [id]),
};
