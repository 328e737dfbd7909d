import { formatDateTime } from '#platform/clock';
import type { AppError } from '#platform/errors';
import { ComplaintWithdrawn } from './errors.ts';
import type { Complaint } from './types.ts';

/** What is thrown to whoever acts on a complaint that was withdrawn meanwhile: by whom, and when. */
export const withdrawnError = ({
  number,
  name,
  closedAt,
}: Pick<Complaint, 'number' | 'name' | 'closedAt'>): AppError =>
  ComplaintWithdrawn({ number, name, at: closedAt ? formatDateTime(closedAt) : '' });
