import { bankService, signed } from '#engines/payments';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import { enqueue } from '#platform/jobs';
import { call } from '#platform/outgoing';
import { findTransaction, type SimulatedTransaction, type Telling } from './transactions.ts';

export type TellPayload = { n: number; id: string };

/** So late is late: as long as a person waits at a screen. */
const LATE_MS = 20_000;
const GAP_MS = 1_000;
/** Of an answer. */
const MOST_BYTES = 100_000;

/** After how long each notice of a payment is sent. */
const DELAYS: Record<Telling, readonly number[]> = {
  once: [0],
  twice: [0, GAP_MS],
  late: [LATE_MS],
  'late-twice': [LATE_MS, LATE_MS + GAP_MS],
  never: [],
  contradicts: [0],
};

/** Has the notices of a payment sent, as it was chosen. A second one is the same message again. */
export async function arrangeNotices(
  q: Queryable,
  { n, ref, telling }: SimulatedTransaction,
  at: Date,
): Promise<void> {
  for (const [i, delay] of DELAYS[telling].entries())
    await enqueue(q, {
      name: 'bank-simulator.tell',
      payload: { n, id: `notice-${ref}` } satisfies TellPayload,
      ...(delay > 0 && { runAt: new Date(at.getTime() + delay) }),
      key: `bank-simulator:${ref}:${i}`,
    });
}

/** Sends one notice over HTTP, signed, as a bank does. One that is not taken is sent again by the queue. */
export async function tell(env: Env, { n, id }: TellPayload): Promise<void> {
  const { secret, simulated } = env.get(bankService);
  const t = await findTransaction(env.db, n);
  if (!simulated || !secret || !t) return;
  const { ref, purpose, payer, bookedAt, bin, number } = t;
  const amount = t.telling === 'contradicts' ? t.amount + 1_000 : t.amount;
  const body = JSON.stringify({
    id,
    account: { bin, number },
    transaction: { ref, amount, purpose, payer, bookedAt },
  });
  const now = env.clock.now();
  const { status } = await call(`${env.site.baseUrl}/api/bank/notices`, {
    headers: { 'content-type': 'application/json', ...signed(secret, body, now) },
    body,
    mostBytes: MOST_BYTES,
  });
  await env.db.run(
    'INSERT INTO bank_simulator.call (id, transaction, sent_at, status) VALUES ($1, $2, $3, $4)',
    [id, n, now, status],
  );
  if (status >= 500) throw new Error(`the program answered ${status}`);
}
