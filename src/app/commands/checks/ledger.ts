import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import type { Io } from '../io.ts';
import { type Finding, findingsOf } from './finding.ts';

// Sealing takes a fifth of a second; a minute without means that nobody seals, or that something holds it up.
const LATE_MS = 60_000;

/** Whether entries are sealed as they are written, and who keeps the sealer waiting. */
export async function checkLedger(io: Io, env: Env): Promise<Finding> {
  const { ok, warn } = findingsOf(io, 'ledger');
  const { unsealed, oldest, size, holders } = await env.get(ledgerService).lag(env.db);
  const age = oldest ? env.clock.now().getTime() - oldest.getTime() : 0;
  if (age < LATE_MS) return ok('ok', { size, unsealed });
  const seconds = Math.round(age / 1000);
  const [holder] = holders;
  if (!holder) return warn('unsealed', 'mend-unsealed', { unsealed, seconds });
  return warn('held', 'mend-held', {
    unsealed,
    seconds,
    holder: holder.prepared ?? `${holder.application ?? '?'}, ${holder.database ?? '?'}`,
    pid: holder.pid ?? '–',
  });
}
