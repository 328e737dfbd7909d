import { findDossiers } from '#engines/cases';
import { recordSynthetic } from '#engines/people';
import type { Env } from '#platform/env';
import { RETURNING } from './plan/returns.ts';

const AT_ONCE = 50;

/**
 * Keeps records of those who come twice in the dossiers of a seed, so that a demo has persons who may be one. Nobody else of synthetic
 * dossiers has a record: a year of them would take the program half a minute after its first start. Returns of how many dossiers; again it
 * changes nothing.
 */
export async function recordReturning(env: Env, seed: string): Promise<number> {
  const rows = await env.db.query<{ id: string }>(
    `SELECT dossier_id AS id FROM simulation.dossier WHERE seed = $1 AND ${RETURNING} ORDER BY n`,
    [seed],
  );
  for (let i = 0; i < rows.length; i += AT_ONCE)
    await env.db.tx(async tx => {
      const dossiers = await findDossiers(
        tx,
        rows.slice(i, i + AT_ONCE).map(r => r.id),
      );
      for (const dossier of dossiers) await recordSynthetic(env, tx, dossier);
    });
  return rows.length;
}
