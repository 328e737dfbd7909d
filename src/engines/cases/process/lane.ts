import {
  type Agency,
  agenciesOf,
  ancestorsOf,
  findCommitteeOf,
  findServiceCentreOf,
} from '#engines/organisation';
import type { Lane } from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { NoAgency } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { heirOf } from './heir.ts';

/** The right that a lane's role needs at its agency. A process names roles of the field; rights are the platform's. */
const PERMISSION: Record<string, string> = {
  receiver: 'dossier.receive',
  officer: 'dossier.process',
  leader: 'dossier.decide',
  registrar: 'dossier.return',
};

/** The right needed to do a task: signing is its own, wherever it stands. */
export const permissionFor = (role: string, act: string | null): string =>
  act === 'sign' ? 'dossier.sign' : (PERMISSION[role] ?? 'dossier.process');

/** The area of `level` in which the dossier's area lies on `date`, or that area itself. */
async function areaAt(q: Queryable, areaId: string, level: string | null, date: string): Promise<string> {
  if (!level) return areaId;
  const above = await ancestorsOf(q, areaId, date);
  return above.find(a => a.level === level)?.id ?? areaId;
}

/**
 * The agency that does the tasks of a lane, resolved when a task is created: by the dossier's area, on this day, through
 * succession. A receiver sits in the service centre; another kind of agency is looked for in the area of the lane's level.
 * Throws NoAgency when nobody answers there.
 */
export async function agencyOfLane(q: Queryable, dossier: Dossier, lane: Lane, at: Date): Promise<Agency> {
  const date = localDate(at);
  const own = await heirOf(q, dossier, dossier.agencyId, date);
  if (!lane.level && !lane.agencyKind && lane.role !== 'receiver') {
    if (own) return own;
    throw NoAgency({ code: dossier.code });
  }
  const areaId = await areaAt(q, own?.areaId ?? dossier.areaId, lane.level, date);
  const found = lane.agencyKind
    ? (await agenciesOf(q, areaId, date)).find(
        a => a.kind === lane.agencyKind || a.shortName === lane.agencyKind,
      )
    : lane.role === 'receiver'
      ? ((await findServiceCentreOf(q, areaId, date)) ?? own)
      : await findCommitteeOf(q, areaId, date);
  if (!found) throw NoAgency({ code: dossier.code });
  return found;
}
