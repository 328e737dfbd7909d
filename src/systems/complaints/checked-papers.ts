import type { CheckedPapers } from '#engines/cases';
import { complaintByDigest, findComplaint } from './data/read.ts';

/** What a settlement is called on paper: `Quyết định số 1/2026/QĐ-GQKN`. */
export const decisionTitle = (number: string): string => `Quyết định số ${number}/QĐ-GQKN`;

/** Settlements for the public check page: that they are genuine, whose, and when; not whose complaint it was. */
export const settlements: CheckedPapers = {
  find: async (q, by) => {
    const found = 'id' in by ? await findComplaint(q, by.id) : await complaintByDigest(q, by.sha256);
    return found?.decisionNumber && found.closedAt
      ? {
          title: decisionTitle(found.decisionNumber),
          agencyId: found.agencyId,
          at: found.closedAt,
        }
      : undefined;
  },
};
