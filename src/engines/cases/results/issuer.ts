import type { Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { NoAgency } from '../errors.ts';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';
import { templateFor } from './render.ts';
import type { ResultTemplate } from './template.ts';

/** What a step of signing issues, and in whose name. */
export type Issuer = { template: ResultTemplate; agencyId: string };

/**
 * The result of a step: of the kind that the process names there, by the agency of the step (which need not be the one that
 * handles the dossier) or its successor today. Throws NO_RESULT_TEMPLATE, NO_AGENCY.
 */
export async function issuerOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
  task: Pick<Task, 'elementId' | 'agencyId'>,
  at: Date,
): Promise<Issuer> {
  const { graph } = await loadProcedure(q, dossier);
  const template = await templateFor(q, deps, dossier, graph.nodes.get(task.elementId)?.produces ?? null);
  const agency = await heirOf(q, dossier, task.agencyId, localDate(at));
  if (!agency) throw NoAgency({ code: dossier.code });
  return { template, agencyId: agency.id };
}
