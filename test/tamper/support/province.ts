import { systemClock } from '#platform/clock';
import type { Db } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { simulate } from '#systems/simulation';
import { openDemo } from '#test/program';

export type Province = { env: Env; owner: Db; stop(): Promise<void> };

/** A demo province with so many invented dossiers, sealed; nothing runs in it, so that only the superuser changes anything. */
export async function tamperedProvince(dossiers: number): Promise<Province> {
  const province = await openDemo(systemClock);
  await simulate(province.env, { dossiers, from: '2026-06-01', to: '2026-11-20', seed: 'tamper' });
  await province.env.get(ledgerService).sealer.sealOnce();
  return province;
}
