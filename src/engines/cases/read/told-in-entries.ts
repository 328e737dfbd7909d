import type { Queryable } from '#platform/db';
import { isUuid } from './uuid.ts';

/** Who did what an entry tells. */
export type EntryActor = { kind: 'official' | 'citizen' | 'program'; name: string };

/** Those who acted in entries, by id; `system` and what is gone are none of them. One query. */
export async function entryActors(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EntryActor>> {
  const rows = await q.query<EntryActor & { id: string }>(
    `SELECT id, kind, name FROM identity.account WHERE id = ANY ($1::uuid[])
     UNION ALL SELECT id, 'program', name FROM identity.api_token WHERE id = ANY ($1::uuid[])`,
    [[...new Set(ids)].filter(isUuid)],
  );
  return new Map(rows.map(({ id, ...actor }) => [id, actor]));
}

/** The dossiers that entries are about, by subject: of a sum to pay that whose it is. One query. */
export async function entryDossiers(
  q: Queryable,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, { id: string; code: string }>> {
  const of = (type: string) =>
    [...new Set(subjects.filter(s => s.startsWith(`${type}:`)).map(s => s.slice(type.length + 1)))].filter(
      isUuid,
    );
  const rows = await q.query<{ subject: string; id: string; code: string }>(
    `SELECT 'dossier:' || d.id AS subject, d.id, d.code FROM cases.dossier d WHERE d.id = ANY ($1::uuid[])
     UNION ALL SELECT 'obligation:' || o.id, d.id, d.code
       FROM payments.obligation o JOIN cases.dossier d ON d.id = o.subject_id
      WHERE o.id = ANY ($2::uuid[]) AND o.subject_kind = 'dossier'`,
    [of('dossier'), of('obligation')],
  );
  return new Map(rows.map(({ subject, ...dossier }) => [subject, dossier]));
}
