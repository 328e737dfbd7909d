import type { Agency } from '#engines/organisation';
import type { Command } from '#engines/processes';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';
import { chosenCentre } from './chosen-centre.ts';
import { agencyOfLane, agencyOfStep, permissionFor } from './lane.ts';
import type { LoadedProcedure } from './load.ts';

type Step = Extract<Command, { type: 'create-task' }>;
/** What there is of a step that is not made yet. */
type Foreseen = Pick<Step, 'lane' | 'act' | 'area' | 'areaOn'>;
type Doer = { agency: Agency; permission: string };

/** Rights of those who hand over at a centre. */
const AT_CENTRE = new Set(['dossier.receive', 'dossier.return']);

/** Where a paper is handed over that the applicant fetches at a centre of his choice. */
async function atChosen(
  q: Queryable,
  { form }: Pick<LoadedProcedure, 'form'>,
  dossier: Dossier,
  { lane, act }: Foreseen,
  at: Date,
): Promise<Doer | undefined> {
  const centre = act === 'return' ? await chosenCentre(q, form, dossier, at) : undefined;
  if (!centre) return undefined;
  const own = permissionFor(lane.role, act);
  return { agency: centre, permission: AT_CENTRE.has(own) ? own : 'dossier.return' };
}

/**
 * Who does a step, and by which right: whoever its lane means; a paper that is fetched at a centre of the applicant's choice is handed over
 * there. Throws StepWithoutAgency.
 */
export const doerOf = async (
  q: Queryable,
  procedure: Pick<LoadedProcedure, 'form'>,
  dossier: Dossier,
  step: Step,
  at: Date,
): Promise<Doer> =>
  (await atChosen(q, procedure, dossier, step, at)) ?? {
    agency: await agencyOfStep(q, dossier, step, at),
    permission: permissionFor(step.lane.role, step.act),
  };

/** As `doerOf`, where no step is made yet. Throws NoAgency. */
export const doerForeseen = async (
  q: Queryable,
  procedure: Pick<LoadedProcedure, 'form'>,
  dossier: Dossier,
  step: Foreseen,
  at: Date,
): Promise<Doer> => {
  const { lane, area, areaOn, act } = step;
  return (
    (await atChosen(q, procedure, dossier, step, at)) ?? {
      agency: await agencyOfLane(q, dossier, { ...lane, area, areaOn }, at),
      permission: permissionFor(lane.role, act),
    }
  );
};
