import {
  type Agency,
  ancestorsOf,
  findAgencyAnswering,
  findAreaByCode,
  findCommitteeOf,
  findServiceCentreOf,
  listedOn,
  resolveArea,
} from '#engines/organisation';
import type { ProcessRole } from '#engines/procedures';
import type { Lane } from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { NoAgency, StepWithoutAgency } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { heirOf } from './heir.ts';

/** The right that a lane's role needs at its agency. A process names roles of the field; rights are the platform's. */
const PERMISSION: Record<ProcessRole, string> = {
  receiver: 'dossier.receive',
  officer: 'dossier.process',
  leader: 'dossier.decide',
  registrar: 'dossier.return',
};

/** The right needed to do a task: signing is its own, wherever it stands. */
export const permissionFor = (role: string, act: string | null): string =>
  act === 'sign' ? 'dossier.sign' : ((PERMISSION as Record<string, string>)[role] ?? 'dossier.process');

/** The area of `level` in which an area lies on `date`, or that area itself: where districts are no more, the commune. */
async function areaAt(q: Queryable, areaId: string, level: string | null, date: string): Promise<string> {
  if (!level) return areaId;
  const above = await ancestorsOf(q, areaId, date);
  return above.find(a => a.level === level)?.id ?? areaId;
}

/** What an area is on `date` through succession; undefined where it was divided and nobody can say. */
export async function areaOn(q: Queryable, areaId: string, date: string): Promise<string | undefined> {
  try {
    return (await resolveArea(q, areaId, date)).id;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return undefined;
  }
}

/** The area that a form names by its code as of a day (`on`; that of reception where none is named), as it is on `date`; undefined: nobody can say. */
export async function findNamedArea(
  q: Queryable,
  dossier: Pick<Dossier, 'receivedAt'>,
  { code, on }: { code: string; on: string | undefined },
  date: string,
): Promise<string | undefined> {
  for (const day of on ? [await listedOn(q, on)] : [localDate(dossier.receivedAt), date]) {
    for (const level of ['commune', 'district', 'province'] as const) {
      const area = await findAreaByCode(q, code, level, day);
      const now = area && (await areaOn(q, area.id, date));
      if (now) return now;
    }
  }
  return undefined;
}

/** As `findNamedArea`. Throws NoAgency. */
async function namedArea(
  q: Queryable,
  dossier: Dossier,
  named: Parameters<typeof findNamedArea>[2],
  date: string,
): Promise<string> {
  const area = await findNamedArea(q, dossier, named, date);
  if (!area) throw NoAgency({ code: dossier.code });
  return area;
}

export type Place = Pick<Lane, 'role' | 'level' | 'agencyKind'> & {
  /** Code of an area that the dossier's form names; null: the dossier's own. */
  area: string | null;
  /** The day on which the code had that meaning; absent: that of reception. */
  areaOn?: string | undefined;
};

/**
 * The agency that does the tasks of a lane, resolved when a task is created: by area and level, on this day, through
 * succession.
 *
 * | the lane names | who does it |
 * | --- | --- |
 * | nothing but a role | the agency that handles the dossier (of which a receiver sits in the service centre) |
 * | a level | the committee of that level over the dossier's area; where that level is no more, of the area itself |
 * | an agency (kind, name, short name) | the nearest one that answers for the area, else one above; from the level up if one is named |
 * | an area | as above, for the area that the dossier's form names instead of its own |
 *
 * Throws NoAgency when nobody answers there.
 */
export async function agencyOfLane(q: Queryable, dossier: Dossier, lane: Place, at: Date): Promise<Agency> {
  const date = localDate(at);
  const own = await heirOf(q, dossier, dossier.agencyId, date);
  const elsewhere = lane.area
    ? await namedArea(q, dossier, { code: lane.area, on: lane.areaOn }, date)
    : undefined;
  if (!elsewhere && !lane.level && !lane.agencyKind && lane.role !== 'receiver') {
    if (own) return own;
    throw NoAgency({ code: dossier.code });
  }
  // A level, or an agency by its work, is looked for where the matter lies; the handling agency's desk where that one sits.
  const matter = elsewhere ?? (await areaOn(q, dossier.areaId, date));
  const base = elsewhere ?? (lane.level || lane.agencyKind ? matter : own?.areaId) ?? own?.areaId ?? matter;
  if (!base) throw NoAgency({ code: dossier.code });
  const areaId = await areaAt(q, base, lane.level, date);
  const found = lane.agencyKind
    ? await findAgencyAnswering(q, lane.agencyKind, areaId, date)
    : lane.role === 'receiver'
      ? ((await findServiceCentreOf(q, areaId, date)) ?? (elsewhere ? undefined : own))
      : await findCommitteeOf(q, areaId, date);
  if (!found) throw NoAgency({ code: dossier.code });
  return found;
}

/**
 * The agency that does a step, by its lane. Where nobody does, nothing that whoever pressed the button could choose otherwise is to
 * blame, but the process: throws StepWithoutAgency, with the step and its lane.
 */
export async function agencyOfStep(
  q: Queryable,
  dossier: Dossier,
  {
    lane,
    area,
    areaOn: on,
    name,
    elementId,
  }: { lane: Lane; area: string | null; areaOn?: string; name: string; elementId: string },
  at: Date,
): Promise<Agency> {
  try {
    return await agencyOfLane(q, dossier, { ...lane, area, areaOn: on }, at);
  } catch (error) {
    if (!isAppError(error) || error.code !== NoAgency.code) throw error;
    throw StepWithoutAgency({ code: dossier.code, step: name || elementId, lane: lane.name || lane.role });
  }
}
