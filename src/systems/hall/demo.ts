import { listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { setGroup } from './queue/groups.ts';

const GROUPS = [
  ['A', 'Hộ tịch, chứng thực'],
  ['B', 'Đất đai, xây dựng'],
  ['C', 'Kinh doanh và việc khác'],
] as const;

/** Groups of every commune’s service centre, as such an office has them: its clerks rename and close them. */
export async function demoGroups(env: Env): Promise<void> {
  const agencies = await listAgencies(env.db, localDate(env.clock.now()), ['service-centre']);
  await env.db.tx(async tx => {
    for (const centre of agencies)
      for (const [letter, name] of GROUPS) await setGroup(tx, centre.id, { letter, name, open: true });
  });
}
