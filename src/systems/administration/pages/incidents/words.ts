import { type IncidentOf, loadProcedure, type Undelivered } from '#engines/cases';
import { holdsAll } from '#engines/identity';
import type { Ctx } from '#platform/http';
import { formatNumber, type Html, status, tabs } from '#ui';
import { deskCounts } from '../../desk-counts.ts';
import { ROOT } from '../../view.ts';

export const INCIDENTS = `${ROOT}/su-co`;
export const incidentPath = (id: string): string => `${INCIDENTS}/${id}`;

/** What a message is about, in a line. */
export const subjectOf = ({ t, site }: Ctx, { key, params }: Pick<Undelivered, 'key' | 'params'>): string =>
  t(`${key}.subject`, { ...params, site: site.name, base: site.baseUrl });

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
  const { t } = ctx;
  const counts = await deskCounts(ctx);
  const label = (key: string, count: number) => t(key, { count: formatNumber(count, { lang: ctx.lang }) });
  const items = [
    {
      id: 'waiting',
      href: INCIDENTS,
      label: label('administration.incidents.tab', counts.incidents),
    },
    {
      id: 'messages',
      href: `${INCIDENTS}/tin`,
      label: label('administration.messages.tab', counts.undelivered),
    },
  ];
  if (await holdsAll(ctx, 'incident.manage'))
    items.push(
      { id: 'jobs', href: `${INCIDENTS}/viec-nen`, label: label('administration.jobs.tab', counts.jobs) },
      {
        id: 'followers',
        href: `${INCIDENTS}/theo-so`,
        label: label('administration.followers.tab', counts.followers),
      },
      {
        id: 'gone',
        href: `${INCIDENTS}/co-quan`,
        label: label('administration.gone.tab-count', counts.heirless + counts['left-behind']),
      },
      {
        id: 'system',
        href: `${INCIDENTS}/he-thong`,
        label: label('administration.system.tab', counts.system + counts.matters),
      },
    );
  items.push({
    id: 'settled',
    href: `${INCIDENTS}?xem=da-xong`,
    label: t('administration.incidents.settled'),
  });
  return tabs({
    label: t('administration.incidents.title'),
    items: items.map(({ id, ...item }) => ({ ...item, current: id === current })),
  });
}
