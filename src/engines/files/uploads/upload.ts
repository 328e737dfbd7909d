import { newId, type Queryable, type Tx } from '#platform/db';
import { TooManyUploads, UploadGone } from '../errors.ts';
import type { StoredFile } from '../store.ts';

/** A file on its way in pieces. */
export type Upload = {
  id: string;
  owner: string;
  place: string;
  field: string;
  filename: string;
  size: number;
  expiresAt: Date;
  /** Of the stored file, once it is whole and was taken. */
  sha256: string | null;
};

/** One that is whole and waits for its form. */
export type FinishedUpload = Pick<Upload, 'id' | 'field' | 'filename'> & StoredFile;

/** Kept so long after the last piece, so that a line may stay cut overnight. */
const UNFINISHED_HOURS = 24;
/** Kept so long for the form that will name it: as long as somebody may stay signed in and a little more. */
const FINISHED_HOURS = 72;
/** More of one person at once is no application but a way to fill a disk. */
const MOST_WAITING = 40;

const COLUMNS = 'id, owner, place, field, filename, size, expires_at AS "expiresAt", sha256';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hoursAfter = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);

/** Begins an upload. Throws TooManyUploads. */
export async function createUpload(
  tx: Tx,
  input: Pick<Upload, 'owner' | 'place' | 'field' | 'filename' | 'size'>,
  at: Date,
): Promise<Upload> {
  const { owner, place, field, filename, size } = input;
  // Counted one after the other for one person, or many at once would all find room.
  await tx.run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`files.upload:${owner}`]);
  const { waiting } = await tx.one<{ waiting: number }>(
    'SELECT count(*)::int AS waiting FROM files.upload WHERE owner = $1',
    [owner],
  );
  if (waiting >= MOST_WAITING) throw TooManyUploads({ limit: MOST_WAITING });
  return tx.one<Upload>(
    `INSERT INTO files.upload (id, owner, place, field, filename, size, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
    [newId(), owner, place, field, filename, size, at, hoursAfter(at, UNFINISHED_HOURS)],
  );
}

/** The owner's own upload. Throws UploadGone; to everybody else it does not exist. */
export async function getUpload(q: Queryable, owner: string, id: string, at: Date): Promise<Upload> {
  const found = UUID.test(id)
    ? await q.maybe<Upload>(
        `SELECT ${COLUMNS} FROM files.upload WHERE id = $1 AND owner = $2 AND expires_at > $3`,
        [id, owner, at],
      )
    : undefined;
  if (!found) throw UploadGone();
  return found;
}

/** Puts off the day on which an upload is given up: another piece has come. */
export async function keepUpload(q: Queryable, id: string, at: Date): Promise<void> {
  await q.run('UPDATE files.upload SET expires_at = $2 WHERE id = $1', [
    id,
    hoursAfter(at, UNFINISHED_HOURS),
  ]);
}

/** Notes the stored file that an upload has become. */
export async function finishUpload(q: Queryable, id: string, sha256: string, at: Date): Promise<void> {
  await q.run('UPDATE files.upload SET sha256 = $2, expires_at = $3 WHERE id = $1', [
    id,
    sha256,
    hoursAfter(at, FINISHED_HOURS),
  ]);
}

/** Forgets uploads: given up, refused, or taken over by their form. */
export async function dropUploads(q: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length) await q.run('DELETE FROM files.upload WHERE id = ANY($1)', [ids]);
}

/** The owner's whole uploads: those with these ids, or all of pages whose address begins with `under`. */
export function listFinished(
  q: Queryable,
  owner: string,
  which: { ids: readonly string[] } | { under: string },
  at: Date,
): Promise<FinishedUpload[]> {
  const [where, value] =
    'ids' in which
      ? ['u.id = ANY($2)', which.ids.filter(id => UUID.test(id))]
      : ['starts_with(u.place, $2)', which.under];
  return q.query<FinishedUpload>(
    `SELECT u.id, u.field, u.filename, f.sha256, f.size, f.media_type AS "mediaType"
     FROM files.upload u JOIN files.file f USING (sha256) WHERE u.owner = $1 AND ${where} AND u.expires_at > $3 ORDER BY u.id`,
    [owner, value, at],
  );
}
