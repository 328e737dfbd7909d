import type { Queryable, Tx } from '#platform/db';
import type { Visitor } from '#platform/http';
import { StepUpNeeded } from '../errors.ts';
import { rotateSession } from './open-session.ts';

/** When the session last showed its second factor. */
export async function steppedUpAt(q: Queryable, sessionId: string): Promise<Date | null> {
  const row = await q.maybe<{ at: Date | null }>(
    'SELECT stepped_up_at AS at FROM identity.session WHERE id = $1::uuid AND ended_at IS NULL',
    [sessionId],
  );
  return row?.at ?? null;
}

/** For acts that bind (signing): throws StepUpNeeded unless the second factor was shown within `minutes` before `now`. */
export async function requireFresh(
  q: Queryable,
  visitor: Visitor,
  minutes: number,
  now: Date,
): Promise<void> {
  const at = visitor.kind === 'client' ? null : await steppedUpAt(q, visitor.sessionId);
  if (!at || now.getTime() - at.getTime() > minutes * 60_000) throw StepUpNeeded({ minutes });
}

/** Notes that the second factor was shown just now. Returns the session's new token for the cookie. */
export async function stepUp(tx: Tx, sessionId: string, now: Date): Promise<string> {
  await tx.run('UPDATE identity.session SET stepped_up_at = $2 WHERE id = $1 AND ended_at IS NULL', [
    sessionId,
    now,
  ]);
  return rotateSession(tx, sessionId);
}
