import type { Queryable } from '#platform/db';
import type { Verdict } from './scan.ts';

/** Writes down what the scanner said of a stored file. What was found bad stays so. */
export async function noteVerdict(q: Queryable, sha256: string, verdict: Verdict, at: Date): Promise<void> {
  await q.run(
    `UPDATE files.file SET scan_result = $2, scan_found = $3, scanned_at = $4
     WHERE sha256 = $1 AND scan_result <> 'infected'`,
    [sha256, verdict.result, verdict.result === 'infected' ? verdict.found : null, at],
  );
}
