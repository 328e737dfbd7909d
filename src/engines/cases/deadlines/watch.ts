import type { Env } from '#platform/env';
import { casesService } from '../deps.ts';
import { overdueQuestions } from '../questions/question.ts';
import { endAwayNotices, tellOfAway } from './away-notices.ts';
import { escalate, stepsToEscalate } from './escalate.ts';
import { noteLate } from './late-answer.ts';
import { sendLeaderLetters } from './leader-letters.ts';
import { planWarnings } from './warnings.ts';

const CHUNK = 200;

/**
 * What no act and no timer of a process brings about: leaders are told of steps that will soon be overdue or lie with somebody who is
 * away, and answers that did not come in time are noted. Runs by the clock; nothing has to be cancelled when a due time moves.
 */
export async function watchDeadlines(env: Env): Promise<void> {
  const deps = env.get(casesService);
  const now = env.clock.now();
  await planWarnings(env.db, now);
  await endAwayNotices(env.db, now);
  await tellOfAway(env.db, deps, now);
  for (const step of await stepsToEscalate(env.db, now, CHUNK))
    await env.db.tx(tx => escalate(tx, deps, step, now));
  await sendLeaderLetters(env.db, env.texts.of('vi'), now);
  for (const question of await overdueQuestions(env.db, now, CHUNK))
    await env.db.tx(tx => noteLate(tx, deps, question, now));
}
