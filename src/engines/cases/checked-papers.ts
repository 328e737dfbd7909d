import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';

/** A signed paper beside results, as the public check page tells of it: nothing of people. */
export type CheckedPaper = {
  /** In Vietnamese, as it stands on the paper: `Quyết định số 1/2026/QĐ-GQKN`. */
  title: string;
  agencyId: string;
  at: Date;
  /** A paper about the same that came after it, and by which it is to be read. */
  later?: CheckedPaper;
};

/** How the signed papers of a system are found: by the id that their QR code names, or by the digest of the file. */
export type CheckedPapers = {
  find(q: Queryable, by: { id: string } | { sha256: string }): Promise<CheckedPaper | undefined>;
};

/** Systems contribute with `checkedPapers({ find })` under `extensions` of their manifest. */
export const checkedPapers = defineExtensionPoint<CheckedPapers>('cases.checked-papers');

/** The paper that a system of `all` knows, if one does. */
export async function findCheckedPaper(
  q: Queryable,
  all: readonly CheckedPapers[],
  by: { id: string } | { sha256: string },
): Promise<CheckedPaper | undefined> {
  for (const papers of all) {
    const found = await papers.find(q, by);
    if (found) return found;
  }
  return undefined;
}
