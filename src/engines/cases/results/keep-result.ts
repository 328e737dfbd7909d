import type { Tx } from '#platform/db';
import type { Actor, Dossier } from '../types.ts';
import type { Issuer } from './issuer.ts';
import type { DrawnNumber } from './number.ts';

/** Writes down a result that was issued: its paper (`sha256`), or null where it is drawn when somebody opens it. Its number stands on a paper from now on. */
export async function keepResult(
  tx: Tx,
  { id: dossierId }: Pick<Dossier, 'id'>,
  { template, agencyId }: Issuer,
  { number, year }: DrawnNumber,
  { id, sha256 }: { id: string; sha256: string | null },
  actor: Actor,
): Promise<void> {
  const { kind, title } = template;
  await tx.run(
    `INSERT INTO cases.result (id, dossier_id, kind, number, agency_id, sha256, title, issued_at, signed_by, signed_post, drawn_later, year)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, dossierId, kind, number, agencyId, sha256, title],
      ...[actor.at, actor.accountId, actor.postId, sha256 === null, year],
    ],
  );
  await tx.run(
    'UPDATE cases.result_number SET on_paper = true WHERE dossier_id = $1 AND kind = $2 AND agency_id = $3 AND number = $4',
    [dossierId, kind, agencyId, number],
  );
}
