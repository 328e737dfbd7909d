import { listAgencyVersions, successorAgenciesOf } from '#engines/organisation';
import { dayBefore, formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Waiting } from '#ui';
import { LEADS } from './tell-leaders.ts';

/** Said in the inbox of who leads an agency that is to end: its last day, and who has its work then. */
export async function agencyEnds(ctx: Ctx): Promise<Waiting | null> {
  const today = localDate(ctx.clock.now());
  const led = (ctx.visitor?.grants ?? []).filter(g => g.permission === LEADS).map(g => g.agencyId);
  for (const id of new Set(led)) {
    const last = (await listAgencyVersions(ctx.db, id)).at(-1);
    if (!last?.to || last.to <= today) continue;
    const heirs = (await successorAgenciesOf(ctx.db, id, last.to)).map(a => a.name).join('; ');
    const words = { agency: last.name, day: formatDate(dayBefore(last.to)), heirs };
    return { href: '/can-bo', text: ctx.t(`administration.agency-ends${heirs ? '' : '.no-heir'}`, words) };
  }
  return null;
}
