import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modules } from '#app/modules';
import { systemClock } from '#platform/clock';
import type { Db, Tx } from '#platform/db';
import { createLedger, type LedgerOptions } from '#platform/ledger';
import { createLog } from '#platform/log';

test('the schema of every kind of entry can be compiled: the program does so when the first of it is written', async () => {
  const kinds = modules.flatMap(m => m.entries ?? []);
  assert.ok(kinds.length > 50);
  const nothing = {} as Db;
  const keys = {} as LedgerOptions['signer'];
  const options = {
    db: nothing,
    clock: systemClock,
    log: createLog('silent'),
    signer: keys,
    headFile: '/nowhere',
  };
  const ledger = createLedger({ ...options, kinds, followers: [] });
  const written = new Error('written');
  const tx = { one: () => Promise.reject(written) } as unknown as Tx;
  for (const { kind } of kinds) {
    const entry = { kind, subject: 'nothing:at-all', actor: 'system', at: new Date(0), body: {} };
    // A body of nothing is refused, or fits; what cannot be compiled is neither.
    await assert.rejects(
      ledger.append(tx, entry),
      error => error === written || /ledger: body of/.test(String(error)),
    );
  }
});
