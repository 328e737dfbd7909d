import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type Queryable } from '#platform/db';

const HELD_SECONDS = 15;
const RENEW_MS = 1_000;
const RETRY_MS = 200;

/** The right to write one upload, over all processes. */
export type Lease = {
  /** Aborted when another request wants the upload, or the lease was lost: what runs must end soon. */
  signal: AbortSignal;
  release(): Promise<void>;
};

/**
 * Takes the right to write an upload, waiting up to `waitMs` for whoever has it, who is asked to give it up: when a line was cut
 * the server may still wait for the rest on the old connection, while the sender goes on on a new one. A process that died
 * loses it after 15 seconds. Undefined when it is not to be had.
 */
export async function leaseUpload(q: Queryable, id: string, waitMs = 20_000): Promise<Lease | undefined> {
  const me = newId();
  const until = `now() + make_interval(secs => ${HELD_SECONDS})`;
  const take = () =>
    q.run(
      `UPDATE files.upload SET holder = $2, held_until = ${until}, wanted = false
       WHERE id = $1 AND (holder IS NULL OR held_until < now())`,
      [id, me],
    );
  for (let waited = 0; !(await take()); waited += RETRY_MS) {
    const asked = await q.run('UPDATE files.upload SET wanted = true WHERE id = $1', [id]);
    if (!asked || waited >= waitMs) return undefined;
    await sleep(RETRY_MS);
  }
  const ending = new AbortController();
  const renew = async () => {
    const row = await q.maybe<{ wanted: boolean }>(
      `UPDATE files.upload SET held_until = ${until} WHERE id = $1 AND holder = $2 RETURNING wanted`,
      [id, me],
    );
    if (!row || row.wanted) ending.abort();
  };
  // Without a database there is no lease either.
  const timer = setInterval(() => void renew().catch(() => ending.abort()), RENEW_MS);
  const giveUp = () =>
    q.run(
      'UPDATE files.upload SET holder = NULL, held_until = NULL, wanted = false WHERE id = $1 AND holder = $2',
      [id, me],
    );
  // The database was away for a moment: whoever goes on with the upload need not wait until this one would be taken for dead.
  const giveUpLater = async () => {
    for (let second = 0; second < HELD_SECONDS; second++) {
      await sleep(RENEW_MS, undefined, { ref: false });
      const given = await giveUp().then(
        () => true,
        () => false,
      );
      if (given) return;
    }
  };
  return {
    signal: ending.signal,
    release: async () => {
      clearInterval(timer);
      await giveUp().catch(error => {
        void giveUpLater();
        throw error;
      });
    },
  };
}
