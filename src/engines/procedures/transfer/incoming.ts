import { createHash } from 'node:crypto';
import type { Act } from '#engines/organisation';
import { newId, type Queryable, type Tx } from '#platform/db';
import { readTransfer } from './read.ts';

const KEPT_HOURS = 24;

export type IncomingFile = { id: string; name: string; content: string; sentBy: string; sentAt: Date };

/**
 * Keeps a file of procedures until it is decided what to do with it, for a day at most. Returns its id.
 * Throws as `readTransfer`: what cannot be read is not kept.
 */
export async function keepIncoming(
  tx: Tx,
  sent: { name: string; content: string },
  act: Act,
): Promise<string> {
  readTransfer(sent.content);
  await tx.run(
    `DELETE FROM procedures.incoming_file WHERE sent_at < $1::timestamptz - make_interval(hours => $2)`,
    [act.at, KEPT_HOURS],
  );
  const id = newId();
  await tx.run(
    'INSERT INTO procedures.incoming_file (id, name, content, sha256, sent_by, sent_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      id,
      sent.name.slice(0, 200),
      sent.content,
      createHash('sha256').update(sent.content).digest('hex'),
      act.actor,
      act.at,
    ],
  );
  return id;
}

/** A file that somebody has sent in himself; undefined when it is another's, loaded, or too old. */
export const findIncoming = (q: Queryable, id: string, actor: string): Promise<IncomingFile | undefined> =>
  q.maybe<IncomingFile>(
    `SELECT id, name, content, sent_by AS "sentBy", sent_at AS "sentAt" FROM procedures.incoming_file
     WHERE id = $1 AND sent_by = $2`,
    [id, actor],
  );

/** Forgets a file that was loaded, or is not wanted. */
export const dropIncoming = (q: Queryable, id: string): Promise<number> =>
  q.run('DELETE FROM procedures.incoming_file WHERE id = $1', [id]);
