import { countUndelivered, type IncidentOf, loadProcedure } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, status, tabs } from '#ui';
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

/** The lists of what went wrong, one of them open. */
export const incidentTabs = async (
  { t, db, visitor, clock }: Ctx,
  current: 'waiting' | 'settled' | 'messages',
): Promise<Html> =>
  tabs({
    label: t('administration.incidents.title'),
    items: [
      { href: INCIDENTS, label: t('administration.incidents.waiting'), current: current === 'waiting' },
      {
        href: `${INCIDENTS}?xem=da-xong`,
        label: t('administration.incidents.settled'),
        current: current === 'settled',
      },
      {
        href: `${INCIDENTS}/tin`,
        label: t('administration.messages.tab', { count: await countUndelivered(db, visitor!, clock.now()) }),
        current: current === 'messages',
      },
    ],
  });
