import { can } from '#engines/identity';
import { findAgency, findArea } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { competenceOf } from '../acts/competence.ts';
import { DeskNotForThis, DeskOnlineOnly } from '../errors.ts';
import type { RunningVersion } from '../process/load.ts';

/** Levels whose dossiers the one-stop desks of a province receive, for each other too (Decree 118/2025/NĐ-CP). */
const HERE: ReadonlySet<string> = new Set(['province', 'district', 'commune']);

/** Whether the one-stop desks receive a procedure, each for every agency of the province. */
export const receivedByDesks = ({ levels }: Pick<RunningVersion, 'levels'>): boolean =>
  levels.some(l => HERE.has(l));

/** Who receives a procedure instead, as far as it is known. */
async function rightAgency(
  q: Queryable,
  version: RunningVersion,
  officeId: string,
  at: Date,
): Promise<string> {
  if (!receivedByDesks(version)) return version.decidedBy ?? '';
  const date = localDate(at);
  const { areaId = null } = (await findAgency(q, officeId, date)) ?? {};
  const area = areaId ? await findArea(q, areaId, date) : undefined;
  try {
    return (await competenceOf(q, version, area?.code, at)).receivedBy.name;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return version.decidedBy ?? '';
  }
}

/**
 * Whether a clerk may receive a procedure at an office. Within the province any desk receives for any agency; the dossier goes to
 * the one that decides. Throws DeskOnlineOnly, and DeskNotForThis, which names who receives it instead.
 */
export async function mustReceive(
  q: Queryable,
  visitor: Visitor,
  version: RunningVersion,
  officeId: string,
  at: Date,
): Promise<void> {
  const { code, name } = version;
  if (!version.limits.counter && !version.limits.post) throw DeskOnlineOnly({ code, name });
  if (receivedByDesks(version) && (await can(q, visitor, 'dossier.receive', officeId, at, version.fieldCode)))
    return;
  throw DeskNotForThis({ code, name, agency: await rightAgency(q, version, officeId, at) });
}
