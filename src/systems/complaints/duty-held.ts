import { formatDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import { findComplaint } from './data/read.ts';
import { ComplaintReplaced, ComplaintRests } from './errors.ts';
import { headOf } from './head-of.ts';
import { EFFECT } from './rules/limits.ts';
import { settlerName } from './settling-agency.ts';
import type { Complaint } from './types.ts';

/** Why what a first decision demands is not carried out: a second complaint runs, or its decision took its place. Undefined where nothing keeps it. */
export async function dutyHeld(
  q: Queryable,
  { decisionNumber, replacedBy, restsFor }: Complaint,
): Promise<AppError | undefined> {
  const second = await findComplaint(q, replacedBy ?? restsFor ?? '');
  if (!second) return undefined;
  const decision = decisionNumber ?? '';
  if (!replacedBy) return ComplaintRests({ decision, number: second.number, ...EFFECT });
  const on = formatDate(second.closedAt ?? second.receivedAt);
  const of = headOf(await settlerName(q, second, second.closedAt ?? second.receivedAt));
  return ComplaintReplaced({ decision, second: second.decisionNumber ?? '', of, on });
}
