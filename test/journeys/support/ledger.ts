import assert from 'node:assert/strict';
import { modules } from '#app/modules';
import { ledgerService } from '#platform/ledger';
import type { TestProgram } from '#test/program';

/** What a story may never leave behind: a ledger that does not verify, or tables that disagree with it. */
export async function assertProven({ env }: TestProgram): Promise<void> {
  const ledger = env.get(ledgerService);
  const unsealed = async () => (await ledger.lag(env.db)).unsealed;
  while ((await unsealed()) > 0) await new Promise(resolve => setTimeout(resolve, 100));
  const verified = await ledger.verify();
  assert.deepEqual(verified.problems, []);
  assert.ok(verified.ok && verified.size > 0);
  assert.deepEqual(await ledger.verifyState(modules.flatMap(m => m.stateChecks ?? [])), []);
}
