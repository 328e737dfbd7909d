import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { DelegationRefused } from '../errors.ts';

export type NewDelegation = {
  fromPostId: string;
  toPostId: string;
  /** Roles of the giving post that are passed on. */
  roles: readonly string[];
  /** Local days; `to` is the first day on which it no longer holds. */
  from: string;
  to: string;
  reason: string;
};

/**
 * The holders of one post may act for another for some days. Only roles that the giving post has itself can be given, so
 * that a delegation cannot be passed on.
 * Returns its id. Throws DelegationRefused.
 */
export async function delegate(tx: Tx, d: NewDelegation, act: Act): Promise<string> {
  const post = await tx.maybe<{ roles: string[] }>(
    'SELECT roles FROM organisation.post WHERE id = $1 FOR SHARE',
    [d.fromPostId],
  );
  const own = d.roles.length > 0 && d.roles.every(role => post?.roles.includes(role));
  if (!own || d.fromPostId === d.toPostId || d.from >= d.to) throw DelegationRefused();
  const id = newId();
  try {
    await tx.savepoint(() =>
      tx.run(
        `INSERT INTO identity.delegation (id, from_post_id, to_post_id, roles, valid, reason, made_at)
         VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8)`,
        [id, d.fromPostId, d.toPostId, d.roles, d.from, d.to, d.reason, act.at],
      ),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23P01') throw DelegationRefused();
    throw error;
  }
  await record(tx, act, {
    kind: 'identity.delegation-made',
    subject: `delegation:${id}`,
    body: { fromPost: d.fromPostId, toPost: d.toPostId, roles: [...d.roles], from: d.from, to: d.to },
  });
  return id;
}

/** Ends a delegation at once; ending it twice is ending it once. Throws NotFound. */
export async function revokeDelegation(tx: Tx, id: string, act: Act): Promise<void> {
  const row = await tx.maybe<{ revokedAt: Date | null }>(
    'SELECT revoked_at AS "revokedAt" FROM identity.delegation WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!row) throw NotFound();
  if (row.revokedAt) return;
  await tx.run('UPDATE identity.delegation SET revoked_at = $2 WHERE id = $1', [id, act.at]);
  await record(tx, act, {
    kind: 'identity.delegation-revoked',
    subject: `delegation:${id}`,
    body: { at: act.at.toISOString() },
  });
}
