import { accountsAble, grantsOf } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { formatNumber } from '#ui';
import { type DeskCounts, deskCounts, sumOf, waitingList } from './desk-counts.ts';

const HOUR_MS = 3_600_000;
/** While something waits it is said again after so long. */
const AGAIN_MS = 24 * HOUR_MS;

type Told = { toldAt: Date; known: number };

/**
 * Whether it is time to write: of the first, of more than were known, at most hourly; and of what is left, daily. In a demo not daily: what waits
 * there is to be looked at, and nobody will mend it.
 */
export function isTimeToTell(waits: number, told: Told | undefined, now: Date, demo = false): boolean {
  if (waits === 0) return false;
  if (!told) return true;
  const since = now.getTime() - told.toldAt.getTime();
  return (waits > told.known && since >= HOUR_MS) || (!demo && since >= AGAIN_MS);
}

/** Takes note of what waits for somebody, and writes to him where it is time. */
async function tellOne(
  tx: Tx,
  env: Env,
  { accountId, email }: { accountId: string; email: string },
  counts: DeskCounts,
  now: Date,
): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('administration.incident-letter:' || $1))", [
    accountId,
  ]);
  const waits = sumOf(counts);
  const told = await tx.maybe<Told>(
    'SELECT told_at AS "toldAt", known FROM administration.incident_letter WHERE account_id = $1',
    [accountId],
  );
  if (!isTimeToTell(waits, told, now, env.site.demo)) {
    // What was seen to is known no more: as many again are news.
    if (told && waits === 0)
      await tx.run('DELETE FROM administration.incident_letter WHERE account_id = $1', [accountId]);
    else if (told && waits < told.known)
      await tx.run('UPDATE administration.incident_letter SET known = $2 WHERE account_id = $1', [
        accountId,
        waits,
      ]);
    return;
  }
  const t = env.texts.of('vi');
  const number = (n: number) => formatNumber(n, { lang: 'vi' });
  const lines = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `- ${t(`administration.overview.${what}`, { count: number(count) })}`);
  await tx.run(
    `INSERT INTO administration.incident_letter (account_id, told_at, known) VALUES ($1, $2, $3)
     ON CONFLICT (account_id) DO UPDATE SET told_at = excluded.told_at, known = excluded.known`,
    [accountId, now, waits],
  );
  await queueMessage(
    tx,
    {
      email,
      key: 'administration.incident-letter',
      params: { count: number(waits), lines: lines.join('\n'), list: waitingList(counts) ?? '' },
      lang: 'vi',
      dedupe: `incident-letter:${accountId}:${now.toISOString()}`,
      rich: true,
      // A letter about incidents that does not arrive is none itself: it would beget the next.
      secret: true,
    },
    now,
  );
}

/** Writes to everybody who mends incidents and has an address of what waits for him. */
export async function tellIncidents(env: Env): Promise<void> {
  const now = env.clock.now();
  for (const who of await accountsAble(env.db, 'incident.manage', now)) {
    const grants = await grantsOf(env.db, who.accountId, now);
    const counts = await deskCounts({ ...env, visitor: { grants } });
    await env.db.tx(tx => tellOne(tx, env, who, counts, now));
  }
}
