import { localDate, systemClock } from '#platform/clock';
import type { Db } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { simulate } from '#systems/simulation';
import { openDemo } from '#test/program';
import { correctSome } from './corrections.ts';

export type Province = { env: Env; owner: Db; stop(): Promise<void> };

const WEEK_MS = 7 * 86_400_000;

/** A demo province with so many invented dossiers and a few that clerks corrected, sealed; nothing runs in it, so that only the superuser changes anything. */
export async function tamperedProvince(dossiers: number): Promise<Province> {
  const province = await openDemo(systemClock);
  await simulate(province.env, { dossiers, from: '2026-06-01', to: '2026-11-20', seed: 'tamper' });
  // Of this week: nothing is corrected any more once its result is signed.
  const now = systemClock.now();
  const week = { from: localDate(new Date(now.getTime() - WEEK_MS)), to: localDate(now) };
  await simulate(province.env, { dossiers: 30, ...week, seed: 'tamper-week' });
  await correctSome(province.env, 5);
  await province.env.get(ledgerService).sealer.sealOnce();
  return province;
}
