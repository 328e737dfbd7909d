import { findDossiers } from '#engines/cases';
import type { Queryable } from '#platform/db';

/** Whom words that everybody reads must not name: `people` of the dossier, and `officials` who had a hand in it. */
export type NamesKnown = { people: string[]; officials: string[] };

/** Names that answers give: whatever a form calls a name (`mother.name`, `members[].name`), wherever it stands. */
function namesIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'name' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => namesIn(inside, name));
}

type Row = { id: string; name: string; official: boolean };

/**
 * Names that these dossiers know, by dossier: who applied and whose matter it is, whom the answers name, who came for the applicant to a counter and
 * who may act in his name, or might once; and who received it and who did its steps. Two queries, however many dossiers.
 */
export async function namesKnown(
  q: Queryable,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, NamesKnown>> {
  const known = new Map<string, NamesKnown>();
  for (const { id, applicantName, ownerName, data } of await findDossiers(q, dossierIds))
    known.set(id, { people: [applicantName, ownerName, ...namesIn(data)], officials: [] });
  const rows = await q.query<Row>(
    `SELECT t.subject_id AS id, a.name, true AS official FROM work.task t JOIN identity.account a ON a.id = t.ended_by
     WHERE t.subject_kind = 'dossier' AND t.subject_id = ANY ($1::uuid[])
     UNION SELECT r.dossier_id, a.name, true FROM cases.reception r JOIN identity.account a ON a.id = r.clerk_id
     WHERE r.dossier_id = ANY ($1::uuid[])
     UNION SELECT r.dossier_id, r.delegate_name, false FROM cases.reception r
     WHERE r.dossier_id = ANY ($1::uuid[]) AND r.delegate_name IS NOT NULL
     UNION SELECT d.id, m.name, false FROM cases.dossier d JOIN identity.mandate m ON m.principal_id = d.applicant_id
     WHERE d.id = ANY ($1::uuid[])`,
    [dossierIds],
  );
  for (const { id, name, official } of rows) known.get(id)?.[official ? 'officials' : 'people'].push(name);
  return known;
}
