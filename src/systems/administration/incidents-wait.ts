import type { Ctx } from '#platform/http';
import { formatNumber, type Waiting } from '#ui';
import { deskCounts, sumOf, waitingList } from './desk-counts.ts';

/** Said in the inbox of whoever mends incidents: it is where one looks first. */
export async function incidentsWait(ctx: Ctx): Promise<Waiting | null> {
  const counts = await deskCounts(ctx);
  const href = waitingList(counts);
  if (!href) return null;
  return {
    href,
    text: ctx.t('administration.incidents.wait', { count: formatNumber(sumOf(counts), { lang: ctx.lang }) }),
  };
}
