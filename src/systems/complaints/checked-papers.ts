import type { CheckedPapers } from '#engines/cases';
import { complaintByDigest, findComplaint } from './data/read.ts';

/** Settlements for the public check page: that they are genuine, whose, and when; not whose complaint it was. */
export const settlements: CheckedPapers = {
  find: async (q, by) => {
    const found = 'id' in by ? await findComplaint(q, by.id) : await complaintByDigest(q, by.sha256);
    return found?.decisionNumber && found.closedAt
      ? {
          title: `Quyết định số ${found.decisionNumber}/QĐ-GQKN`,
          agencyId: found.agencyId,
          at: found.closedAt,
        }
      : undefined;
  },
};
