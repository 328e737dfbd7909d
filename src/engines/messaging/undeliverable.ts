import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { enqueue } from '#platform/jobs';

/** Appends what somebody did about a locked message. */
const enter = (tx: Tx, act: Act, id: string, kind: string, rest: { body: object; personal?: object }) =>
  act.ledger.append(tx, {
    kind: `message.${kind}`,
    subject: `message:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { ...rest.body },
    ...(rest.personal ? { personal: { ...rest.personal } } : {}),
  });

/** The message, locked, if it waits for a human. Throws NOT_FOUND for one that was sent or settled meanwhile, and for one-time codes. */
async function lock(tx: Tx, id: string): Promise<{ channel: string; key: string }> {
  const row = await tx.maybe<{ channel: string; key: string }>(
    `SELECT channel, text_key AS key FROM messaging.message
     WHERE id = $1::uuid AND state = 'undeliverable' AND settled_at IS NULL AND NOT secret FOR UPDATE`,
    [id],
  );
  if (!row) throw NotFound();
  return row;
}

/**
 * Lets a message that could not be delivered go out once more, with as many tries as at first and the same id, so that a provider that
 * had it after all does not deliver it twice. Throws NOT_FOUND when it waits no more.
 */
export async function sendAgain(tx: Tx, id: string, act: Act): Promise<void> {
  const { channel, key } = await lock(tx, id);
  await tx.run(
    `UPDATE messaging.message SET state = 'queued', attempts = 0, dropped_at = NULL, again_at = $2 WHERE id = $1`,
    [id, act.at],
  );
  await enqueue(tx, { name: 'messaging.deliver', payload: { id }, key: `message:${id}` });
  await enter(tx, act, id, 'sent-again', { body: { channel, key } });
}

/** Says how the person was told otherwise, or why he need not be: nobody is asked about it again. Throws NOT_FOUND when it waits no more. */
export async function settleMessage(tx: Tx, id: string, how: string, act: Act): Promise<void> {
  const { channel, key } = await lock(tx, id);
  await tx.run('UPDATE messaging.message SET settled_at = $2, settled_how = $3 WHERE id = $1', [
    id,
    act.at,
    how,
  ]);
  await enter(tx, act, id, 'settled', { body: { channel, key }, personal: { how } });
}
