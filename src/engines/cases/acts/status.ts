import type { Queryable, Tx } from '#platform/db';
import { ActNotAllowedNow } from '../errors.ts';
import type { Dossier, Status } from '../types.ts';

/** What moves a dossier from one status to another: rows of cases.status_move. */
export type Act =
  | 'process'
  | 'request-supplement'
  | 'consult'
  | 'supplement'
  | 'refuse'
  | 'withdraw'
  | 'stop'
  | 'transfer'
  | 'apologise'
  | 'ask-payment'
  | 'pay'
  | 'issue-result'
  | 'issue-part'
  | 'return-part'
  | 'return';

/** Where `act` leads from the dossier's status. Throws ActNotAllowedNow when the table has no such move. */
export async function targetOf(
  q: Queryable,
  dossier: Dossier,
  act: Act,
): Promise<{ to: Status; closed: boolean }> {
  const move = await q.maybe<{ to: Status; closed: boolean }>(
    `SELECT m.to_status AS "to", s.closed FROM cases.status_move m JOIN cases.status s ON s.status = m.to_status
     WHERE m.from_status = $1 AND m.act = $2`,
    [dossier.status, act],
  );
  if (!move) throw ActNotAllowedNow({ code: dossier.code });
  return move;
}

/** Moves a locked dossier along the table and returns it as it is now. */
export async function move(tx: Tx, dossier: Dossier, act: Act, at: Date): Promise<Dossier> {
  const { to, closed } = await targetOf(tx, dossier, act);
  const closedAt = closed ? at : null;
  await tx.run('UPDATE cases.dossier SET status = $2, closed_at = $3, version = version + 1 WHERE id = $1', [
    dossier.id,
    to,
    closedAt,
  ]);
  return { ...dossier, status: to, closedAt, version: dossier.version + 1 };
}

/** Acts that the table allows from a status: what a page may offer. */
export const actsFrom = async (q: Queryable, status: Status): Promise<Act[]> =>
  (await q.query<{ act: Act }>('SELECT act FROM cases.status_move WHERE from_status = $1', [status])).map(
    r => r.act,
  );

/** Code 1–10 of the national portal's synchronisation, derived from the status. */
export const nationalCode = async (q: Queryable, status: Status): Promise<number> =>
  (
    await q.one<{ code: number }>('SELECT national_code AS code FROM cases.status WHERE status = $1', [
      status,
    ])
  ).code;
