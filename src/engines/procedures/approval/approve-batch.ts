import type { Act } from '#engines/organisation';
import type { Db } from '#platform/db';
import { isAppError } from '#platform/errors';
import { approve } from './decide.ts';

const CHUNK = 50;

/** What came of a batch: how many are published, and which are not, by code of the refusal. */
export type BatchReport = { approved: number; refused: Array<{ code: string; error: string }> };

/**
 * Approves all of an imported list that still waits. Each is published or refused on its own, as `approve` does; what is refused
 * waits on.
 */
export async function approveBatch(db: Db, batch: string, act: Act): Promise<BatchReport> {
  const open = await db.query<{ versionId: string; code: string }>(
    `SELECT p.version_id AS "versionId", c.code FROM procedures.proposal p
     JOIN procedures.procedure_version v ON v.id = p.version_id JOIN procedures.procedure c ON c.id = v.procedure_id
     WHERE p.state = 'open' AND p.batch = $1 ORDER BY c.code`,
    [batch],
  );
  const report: BatchReport = { approved: 0, refused: [] };
  for (let i = 0; i < open.length; i += CHUNK) {
    await db.tx(async tx => {
      for (const { versionId, code } of open.slice(i, i + CHUNK)) {
        try {
          await tx.savepoint(() => approve(tx, versionId, act));
          report.approved++;
        } catch (error) {
          if (!isAppError(error)) throw error;
          report.refused.push({ code, error: error.code });
        }
      }
    });
  }
  return report;
}
