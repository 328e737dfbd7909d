import type { CheckedPaper, CheckedPapers } from '#engines/cases';
import type { Queryable } from '#platform/db';
import { complaintByDigest, findComplaint, settledAfter } from './data/read.ts';

/** What a settlement is called on paper: `Quyết định số 1/2026/QĐ-GQKN`. */
export const decisionTitle = (number: string): string => `Quyết định số ${number}/QĐ-GQKN`;

/** The decision on the second complaint, where there is one: who holds the first is to know of it. */
async function laterThan(q: Queryable, id: string): Promise<CheckedPaper | undefined> {
  const second = await settledAfter(q, id);
  return second?.decisionNumber && second.closedAt
    ? {
        title: `Quyết định giải quyết khiếu nại lần hai số ${second.decisionNumber}/QĐ-GQKN`,
        agencyId: second.settledAgency ?? second.agencyId,
        at: second.closedAt,
      }
    : undefined;
}

/** Settlements for the public check page: that they are genuine, whose, and when, and that a second followed; not whose complaint it was. */
export const settlements: CheckedPapers = {
  find: async (q, by) => {
    const found = 'id' in by ? await findComplaint(q, by.id) : await complaintByDigest(q, by.sha256);
    if (!found?.decisionNumber || !found.closedAt) return undefined;
    const later = await laterThan(q, found.id);
    return {
      title: decisionTitle(found.decisionNumber),
      agencyId: found.settledAgency ?? found.agencyId,
      at: found.closedAt,
      ...(later ? { later } : {}),
    };
  },
};
