import { once } from 'node:events';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { createLog } from '#platform/log';
import { payUnknown } from '#systems/bank-simulator';
import { complainSome } from '#systems/complaints';
import { rateSome } from '#systems/satisfaction';
import {
  closeCash,
  demoApplicants,
  fillDesks,
  readMessages,
  recordReturning,
  settleAccounts,
  simulate,
} from '#systems/simulation';
import { openProgram } from './program.ts';
import { seedDemo } from './seed.ts';
import type { SeedOrder } from './seed-apart.ts';

const YEAR_MS = 365 * 86_400_000;
/** Where the demo's officials sit: they should find something to do. */
const CROWDED = ['Xã Bắc Hà', 'Phường Lào Cai'];
const RUSH_DAYS = 10;
/** A few of the days of four levels: what they show is who was competent then, and who answers for them now. */
const OLD = {
  ...{ dossiers: 60, from: '2022-03-01', to: '2024-10-31', seed: 'demo-2022' },
  // What lies in Bắc Hà and Lào Cai today, where the demo's officials sit.
  crowded: ['Thị trấn Bắc Hà', 'Xã Tà Chải', 'Phường Kim Tân'],
};
const SEALED_WITHIN_MS = 120_000;
/** How often whoever waits hears how many dossiers there are. */
const PARTS_TOLD = 10;

const [{ config, dossiers }] = (await once(process, 'message')) as [SeedOrder];
// Who asked for it has gone: nothing more of it is written.
process.once('disconnect', () => process.exit(1));
const { env, modules, close } = await openProgram(config, { demo: true, log: createLog(config.LOG_LEVEL) });
try {
  const tell = (what: string) => process.send?.(what);
  await seedDemo(env, modules, module => tell(`demo ${module}`));
  if (dossiers) {
    tell('demo dossiers');
    await simulate(env, { ...OLD, bulk: true });
    const now = env.clock.now();
    const [from, to] = [localDate(new Date(now.getTime() - YEAR_MS)), localDate(now)];
    const order = { dossiers, from, to, seed: 'demo', crowded: CROWDED, rush: RUSH_DAYS };
    let told = 0;
    const onProgress = (done: number) => {
      if (done < told + dossiers / PARTS_TOLD) return;
      told = done;
      tell(`demo dossiers ${done}/${dossiers}`);
    };
    await simulate(env, { ...order, bulk: true, applicants: await demoApplicants(env.db), onProgress });
    tell('demo cash, desks and complaints');
    await settleAccounts(env);
    await recordReturning(env, order.seed);
    await closeCash(env);
    await fillDesks(env);
    await payUnknown(env);
    await rateSome(env, from);
    await complainSome(env, from);
  }
  // Sealed and followed here too: the log of a year is no small thing for a program that has just begun.
  const ledger = env.get(ledgerService);
  tell('demo ledger');
  await ledger.sealer.sealOnce({ waitMs: SEALED_WITHIN_MS });
  await ledger.followers.runOnce();
  await readMessages(env);
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  // Not closed in order: what hangs must not keep whoever waits for it from hearing that there is none.
  process.exit(1);
}
await close();
process.exit(0);
