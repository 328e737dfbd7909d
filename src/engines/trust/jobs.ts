import { isAppError } from '#platform/errors';
import type { Job } from '#platform/module';
import { trustService } from './trust.ts';

export const trustJobs: readonly Job[] = [
  {
    // Looks every hour, stamps once a day: a service that is away is asked again in an hour, and a machine that was off at
    // midnight catches up.
    name: 'trust.stamp-head',
    cron: '7 * * * *',
    run: async (_, env) => {
      try {
        const name = await env.get(trustService).stampHead();
        if (name) env.log.info({ stamp: name }, 'ledger head time-stamped');
      } catch (error) {
        if (!isAppError(error)) throw error;
        env.log.warn({ err: error }, 'ledger head not time-stamped: the service is away');
      }
    },
  },
];
