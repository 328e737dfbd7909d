import type { Queryable, Tx } from '#platform/db';
import type { FieldGroup } from './types.ts';

/** The groups of an office, by letter. */
export const listGroups = (q: Queryable, agencyId: string): Promise<FieldGroup[]> =>
  q.query<FieldGroup>(
    'SELECT letter, name, open FROM hall.field_group WHERE agency_id = $1 ORDER BY letter COLLATE "C"',
    [agencyId],
  );

/** Adds a group, or changes the one of this letter: sent twice it is the same. */
export const setGroup = (tx: Tx, agencyId: string, group: FieldGroup): Promise<number> =>
  tx.run(
    `INSERT INTO hall.field_group (agency_id, letter, name, open) VALUES ($1, $2, $3, $4)
     ON CONFLICT (agency_id, letter) DO UPDATE SET name = excluded.name, open = excluded.open`,
    [agencyId, group.letter, group.name, group.open],
  );

/** Codes of those who are served before others, in the order of the form. */
export const listPriorities = async (q: Queryable): Promise<string[]> =>
  (await q.query<{ code: string }>('SELECT code FROM hall.priority ORDER BY position')).map(p => p.code);

/** The offices that have groups, and so give numbers. */
export const listHalls = async (q: Queryable): Promise<string[]> =>
  (await q.query<{ id: string }>('SELECT DISTINCT agency_id AS id FROM hall.field_group')).map(r => r.id);
