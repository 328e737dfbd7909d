import { agenciesInReach, findAccount, grantsOf } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { loadCalendar } from '#engines/worktime';
import { localDate, localParts } from '#platform/clock';
import type { Env } from '#platform/env';
import { briefOf, isWorkingDay } from './brief.ts';
import { takeInHand, type Wish, wishesDue } from './wish.ts';

/** One brief, in one transaction with the note that it was sent. Somebody who is no leader any more gets none. */
async function sendOne(env: Env, { accountId }: Wish, day: string, now: Date): Promise<void> {
  const account = await findAccount(env.db, accountId);
  const grants = await grantsOf(env.db, accountId, now);
  if (account?.status !== 'active' || !account.email || !grants.some(g => g.permission === 'report.read'))
    return;
  const reach = await agenciesInReach({ ...env, visitor: { grants } }, 'report.read');
  const params = await briefOf(env.db, reach, now, env.texts.of('vi'));
  await env.db.tx(async tx => {
    if (!(await takeInHand(tx, accountId, day, now))) return;
    await queueMessage(
      tx,
      {
        email: account.email,
        key: 'performance.brief',
        params,
        lang: 'vi',
        dedupe: `brief:${accountId}:${day}`,
        rich: true,
      },
      now,
    );
  });
}

/**
 * Sends the morning's briefs that are due by now, on days on which somebody works: each once, whoever asks how often, and however
 * many workers there are.
 */
export async function sendBriefs(env: Env): Promise<void> {
  const now = env.clock.now();
  const day = localDate(now);
  const due = await wishesDue(env.db, day, localParts(now).hour);
  if (!due.length) return;
  const calendar = await loadCalendar(env.db, null, now);
  if (!isWorkingDay(day, calendar)) return;
  for (const wish of due) await sendOne(env, wish, day, now);
}
