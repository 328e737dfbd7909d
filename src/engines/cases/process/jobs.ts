import type { Job } from '#platform/module';
import { type BulkPayload, runBulk } from '../bulk/run-bulk.ts';
import { type RecountPayload, recountOpen } from '../deadlines/recount-open.ts';
import { watchDeadlines } from '../deadlines/watch.ts';
import { casesService } from '../deps.ts';
import { type BatchPayload, runBatch } from '../moves/run-batch.ts';
import { forgetUnstored } from '../offline/pack.ts';
import { endingsArgued, forgetEndings } from '../undo/endings.ts';
import { forgetActs } from '../undo/read-acts.ts';
import { callService, type ServicePayload } from './call-service.ts';
import { fireTimer, type TimerPayload } from './fire-timer.ts';

export const jobs: readonly Job[] = [
  { name: 'cases.watch-deadlines', cron: '* * * * *', run: (_, env) => watchDeadlines(env) },
  { name: 'cases.fire-timer', run: (payload, env) => fireTimer(env, payload as TimerPayload) },
  { name: 'cases.call-service', run: (payload, env) => callService(env, payload as ServicePayload) },
  { name: 'cases.recount-deadlines', run: (payload, env) => recountOpen(env, payload as RecountPayload) },
  { name: 'cases.move-batch', run: (payload, env) => runBatch(env, payload as BatchPayload) },
  { name: 'cases.bulk-act', run: (payload, env) => runBulk(env, payload as BulkPayload) },
  {
    name: 'cases.sweep-drafts',
    cron: '20 19 * * *',
    run: async (_payload, env) => {
      const now = env.clock.now();
      // Personal data that nobody sent: gone when its time is over (Law 91/2025/QH15: no longer than needed).
      await env.db.run('DELETE FROM cases.draft WHERE dossier_id IS NULL AND expires_at < $1', [now]);
      // Nobody may take it back any more.
      const over = new Date(now.getTime() - env.get(casesService).undoHours * 3_600_000);
      await forgetActs(env.db, over);
      await forgetEndings(env.db, env.extensions(endingsArgued), over, now);
      await forgetUnstored(env.db, now);
      // Chosen and never confirmed.
      await env.db.run(
        "DELETE FROM cases.bulk_act WHERE state = 'chosen' AND chosen_at < $1::timestamptz - interval '1 day'",
        [now],
      );
      await env.db.run("DELETE FROM cases.draft_claim WHERE asked_at < $1::timestamptz - interval '1 day'", [
        now,
      ]);
      await env.db.run(
        "DELETE FROM cases.tracking_guess WHERE guessed_at < $1::timestamptz - CASE WHEN ok THEN interval '30 days' ELSE interval '1 day' END",
        [now],
      );
    },
  },
];
