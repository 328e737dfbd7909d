import path from 'node:path';
import { systemClock } from '#platform/clock';
import { openDb } from '#platform/db';
import { createLog } from '#platform/log';
import { createLedger, fileKeyring } from '../index.ts';
import { count, sheepKinds } from './sheep.ts';

// A process that appends and seals until it is killed.
const [url, role, folder, headFile] = process.argv.slice(2) as [string, string, string, string];
const db = openDb({ url, role });
const ledger = createLedger({
  db,
  clock: systemClock,
  log: createLog('silent'),
  kinds: sheepKinds,
  signer: fileKeyring(path.join(folder, 'keys')),
  headFile,
});
ledger.sealer.start();
await ledger.sealer.sealOnce();
console.log('sealing');
for (;;) await count(ledger, db, 7);
