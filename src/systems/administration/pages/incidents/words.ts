import { countUndelivered, type IncidentOf, listHeirless, loadProcedure } from '#engines/cases';
import { holdsAll } from '#engines/identity';
import type { Ctx } from '#platform/http';
import { countStuckJobs } from '#platform/jobs';
import { ledgerService } from '#platform/ledger';
import { formatNumber, type Html, status, tabs } from '#ui';
import { ROOT } from '../../view.ts';

export const INCIDENTS = `${ROOT}/su-co`;
export const incidentPath = (id: string): string => `${INCIDENTS}/${id}`;

/** The matter and the step of incidents, each version of a procedure looked up once. */
export async function placesOfIncidents(
  ctx: Ctx,
  incidents: readonly IncidentOf[],
): Promise<(incident: IncidentOf) => { matter: string; step: string }> {
  const versions = new Map<string, Awaited<ReturnType<typeof loadProcedure>>>();
  for (const { dossier } of incidents)
    if (!versions.has(dossier.procedureVersionId))
      versions.set(dossier.procedureVersionId, await loadProcedure(ctx.db, dossier));
  return ({ dossier, elementId }) => {
    const procedure = versions.get(dossier.procedureVersionId);
    return {
      matter: procedure?.version.name ?? '',
      // Most ends of processes have no name; where the program stopped there is nothing to say then.
      step: procedure?.graph.nodes.get(elementId)?.name ?? '',
    };
  };
}

/** Whether it runs again and has not failed since. */
export const isUnderWay = ({ retriedAt, failedAt }: IncidentOf): boolean =>
  retriedAt !== null && retriedAt > failedAt;

/** How it stands, in words. */
export function standing({ t }: Ctx, incident: IncidentOf): Html {
  if (incident.settledAt) return status('done', t('administration.incident.settled'));
  if (isUnderWay(incident)) return status('hold', t('administration.incident.under-way'));
  return status('late', t('administration.incident.waiting'));
}

type List = 'waiting' | 'settled' | 'messages' | 'jobs' | 'followers' | 'gone' | 'system';

/** The lists of what went wrong, one of them open. What is of the whole province only who mends all of it is shown. */
export async function incidentTabs(ctx: Ctx, current: List): Promise<Html> {
  const { t, db, visitor, clock } = ctx;
  const label = (key: string, count: number) => t(key, { count: formatNumber(count, { lang: ctx.lang }) });
  const items = [
    { id: 'waiting', href: INCIDENTS, label: t('administration.incidents.waiting') },
    { id: 'settled', href: `${INCIDENTS}?xem=da-xong`, label: t('administration.incidents.settled') },
    {
      id: 'messages',
      href: `${INCIDENTS}/tin`,
      label: label('administration.messages.tab', await countUndelivered(db, visitor!, clock.now())),
    },
  ];
  if (await holdsAll(ctx, 'incident.manage')) {
    const stuck = (await countStuckJobs(db)).reduce((sum, { n }) => sum + n, 0);
    items.push({ id: 'jobs', href: `${INCIDENTS}/viec-nen`, label: label('administration.jobs.tab', stuck) });
    const still = (await ctx.get(ledgerService).followers.states()).filter(s => s.error !== null);
    items.push({
      id: 'followers',
      href: `${INCIDENTS}/theo-so`,
      label: label('administration.followers.tab', still.length),
    });
    const left = (await listHeirless(db, clock.now())).reduce((sum, g) => sum + g.dossiers, 0);
    items.push({
      id: 'gone',
      href: `${INCIDENTS}/co-quan`,
      label: label('administration.gone.tab-count', left),
    });
    items.push({ id: 'system', href: `${INCIDENTS}/he-thong`, label: t('administration.system.tab') });
  }
  return tabs({
    label: t('administration.incidents.title'),
    items: items.map(({ id, ...item }) => ({ ...item, current: id === current })),
  });
}
