import { holdsAll } from '#engines/identity';
import { agenciesBelow } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Grant, Visitor } from '#platform/http';
import { askerOf, factsOf } from '../access/facts.ts';
import { type DossierFacts, mayAct } from '../access/table.ts';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier } from '../types.ts';
import { INCIDENT, type Incident } from './incidents.ts';

/** An incident with the dossier that waits because of it. */
export type IncidentOf = Incident & { dossier: Dossier };

const MEND = 'incident.manage';

/** Who asks, by what he may do. */
export type Mender = { grants: readonly Grant[] };

/** The agencies of `$1`, and those that went over to them. */
export const MINE = `WITH RECURSIVE mine (id) AS (
  SELECT unnest($1::uuid[])
  UNION
  SELECT s.from_id FROM organisation.agency_succession s JOIN mine ON s.into_id = mine.id)`;

/** Whether the visitor mends what is of the whole province. */
export const mendsAll = (q: Queryable, visitor: Mender, at: Date): Promise<boolean> =>
  holdsAll({ db: q, clock: { now: () => at }, visitor }, MEND);

/** The agencies whose incidents a visitor mends. */
export async function agenciesOf(q: Queryable, visitor: Mender, at: Date): Promise<string[]> {
  // Also those that are gone without an heir: nobody below answers for them.
  if (await mendsAll(q, visitor, at))
    return (await q.query<{ id: string }>('SELECT id FROM organisation.agency')).map(a => a.id);
  const ids = new Set<string>();
  for (const grant of visitor.grants) {
    if (grant.permission !== MEND) continue;
    ids.add(grant.agencyId);
    if (grant.below)
      for (const agency of await agenciesBelow(q, grant.agencyId, localDate(at))) ids.add(agency.id);
  }
  return [...ids];
}

/**
 * What waits for the visitor to mend it, the oldest first; or what was mended, the last first. Dossiers of agencies that have
 * gone are with their heirs. `more`: there is another page.
 */
export async function findIncidents(
  q: Queryable,
  visitor: Visitor,
  at: Date,
  { settled, limit, offset }: { settled: boolean; limit: number; offset: number },
): Promise<{ incidents: IncidentOf[]; more: boolean }> {
  const rows = await q.query<Incident>(
    `${MINE} SELECT ${INCIDENT} FROM cases.incident i JOIN cases.dossier d ON d.id = i.dossier_id
     WHERE i.settled_at IS ${settled ? 'NOT ' : ''}NULL
       AND (d.agency_id IN (SELECT id FROM mine) OR d.received_by IN (SELECT id FROM mine))
     ORDER BY ${settled ? 'i.settled_at DESC' : 'i.opened_at'}, i.id LIMIT $2 OFFSET $3`,
    [await agenciesOf(q, visitor, at), limit + 1, offset],
  );
  const incidents: IncidentOf[] = [];
  for (const row of rows.slice(0, limit)) {
    const found = await withDossier(q, visitor, row, at);
    if (found) incidents.push(found.incident);
  }
  return { incidents, more: rows.length > limit };
}

/** How many wait, for the sentence of an overview; up to 1,000. */
export async function countIncidents(q: Queryable, visitor: Mender, at: Date): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `${MINE} SELECT count(*)::int AS n FROM (
       SELECT FROM cases.incident i JOIN cases.dossier d ON d.id = i.dossier_id
       WHERE i.settled_at IS NULL
         AND (d.agency_id IN (SELECT id FROM mine) OR d.received_by IN (SELECT id FROM mine)) LIMIT 1000) found`,
    [await agenciesOf(q, visitor, at)],
  );
  return n;
}

type Found = { incident: IncidentOf; facts: DossierFacts };

async function withDossier(
  q: Queryable,
  visitor: Visitor,
  incident: Incident,
  at: Date,
): Promise<Found | undefined> {
  const dossier = await findDossier(q, incident.dossierId);
  if (!dossier) return undefined;
  const facts = await factsOf(q, dossier, at);
  const may = mayAct(askerOf(visitor), 'mend', facts) || (await mendsAll(q, visitor, at));
  return may ? { incident: { ...incident, dossier }, facts } : undefined;
}

/** The incident, for a visitor who may mend it. Throws NotFound when there is none, or it is not his: the same for both. */
export async function incidentFor(q: Queryable, visitor: Visitor, id: string, at: Date): Promise<Found> {
  const incident = isUuid(id)
    ? await q.maybe<Incident>(`SELECT ${INCIDENT} FROM cases.incident i WHERE i.id = $1`, [id])
    : undefined;
  const found = incident && (await withDossier(q, visitor, incident, at));
  if (!found) throw NotFound();
  return found;
}
