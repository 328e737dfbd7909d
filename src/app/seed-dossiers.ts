import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { simulate } from '#systems/simulation';

const YEAR_MS = 365 * 86_400_000;

/** Where the demo's officials sit: they should find something to do. */
const CROWDED = ['Xã Bắc Hà', 'Phường Lào Cai'];

/** The dossiers of the last year with which a demo begins, so that every page has something to show. Again it makes nothing. */
export async function seedDossiers(
  env: Env,
  dossiers: number,
  onProgress: (what: string) => void,
): Promise<void> {
  const now = env.clock.now();
  const [from, to] = [localDate(new Date(now.getTime() - YEAR_MS)), localDate(now)];
  onProgress('demo dossiers');
  await simulate(env, { dossiers, from, to, seed: 'demo', bulk: true, crowded: CROWDED });
}
