import { createHash } from 'node:crypto';
import type { Tx } from '#platform/db';
import { BadRequest, KeyReused } from '../errors.ts';

/** RFC 8785-like: keys in order, so that the same content has the same digest however it was sent. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, ordered(v)]),
    );
  }
  return value;
}

const digestOf = (content: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(ordered(content)) ?? '')
    .digest();

/**
 * Exactly-once: the first request with (actor, route, key) does `work`, in the caller's transaction; each later one gets
 * the stored answer. Two at the same moment: the unique key makes the second wait for the first.
 * Throws KeyReused (422) when the key comes again with another content, BadRequest for a key that is too short or too long.
 */
export async function once<T extends object>(
  tx: Tx,
  request: { actor: string; route: string; key: string; content: unknown },
  work: () => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  if (!/^[^\0]{8,200}$/u.test(request.key))
    throw BadRequest({}, [{ path: 'Idempotency-Key', message: '8–200' }]);
  const digest = digestOf(request.content);
  const id = [request.actor, request.route, request.key];
  const first = await tx.run(
    'INSERT INTO http.idempotency (actor, route, key, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [...id, digest],
  );
  if (first === 0) {
    const stored = await tx.one<{ digest: Buffer; answer: T }>(
      'SELECT digest, answer FROM http.idempotency WHERE actor = $1 AND route = $2 AND key = $3',
      id,
    );
    if (!stored.digest.equals(digest)) throw KeyReused();
    return { answer: stored.answer, repeated: true };
  }
  const answer = await work();
  await tx.run('UPDATE http.idempotency SET answer = $4 WHERE actor = $1 AND route = $2 AND key = $3', [
    ...id,
    JSON.stringify(answer),
  ]);
  return { answer, repeated: false };
}
