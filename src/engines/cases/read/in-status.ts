import type { InboxFilter } from '#engines/work';
import type { Status } from '../types.ts';

/** The condition, for the filter of an inbox, that a task is about a dossier of this status. */
export const inStatus =
  (status: Status): NonNullable<InboxFilter['about']> =>
  bind =>
    `EXISTS (SELECT FROM cases.dossier d WHERE d.id = t.subject_id AND ${status === 'returned' ? '' : 'd.closed_at IS NULL AND '}d.status = ${bind(status)})`;
