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
  | 'correct-answers'
  | 'return';

type Target = { to: Status; closed: boolean };

// Only a migration, which comes with a new program, changes the table of moves (20261122T1100-create-status.sql): read once.
let moves: ReadonlyMap<string, Target> | undefined;

async function movesOf(q: Queryable): Promise<ReadonlyMap<string, Target>> {
  if (!moves) {
    const rows = await q.query<Target & { from: Status; act: Act }>(
      `SELECT m.from_status AS "from", m.act, m.to_status AS "to", s.closed
       FROM cases.status_move m JOIN cases.status s ON s.status = m.to_status`,
    );
    moves = new Map(rows.map(({ from, act, to, closed }) => [`${from} ${act}`, { to, closed }]));
  }
  return moves;
}

/** Where `act` leads from the dossier's status. Throws ActNotAllowedNow when the table has no such move. */
export async function targetOf(q: Queryable, dossier: Dossier, act: Act): Promise<Target> {
  const target = (await movesOf(q)).get(`${dossier.status} ${act}`);
  if (!target) throw ActNotAllowedNow({ code: dossier.code });
  return target;
}

/** A dossier as it will be when it is moved along the table; whoever asks writes it. Throws ActNotAllowedNow. */
export async function moved(q: Queryable, dossier: Dossier, act: Act, at: Date): Promise<Dossier> {
  const { to, closed } = await targetOf(q, dossier, act);
  return { ...dossier, status: to, closedAt: closed ? at : null, version: dossier.version + 1 };
}

/** Moves a locked dossier along the table and returns it as it is now. Throws ActNotAllowedNow. */
export async function move(tx: Tx, dossier: Dossier, act: Act, at: Date): Promise<Dossier> {
  const now = await moved(tx, dossier, act, at);
  await tx.run('UPDATE cases.dossier SET status = $2, closed_at = $3, version = version + 1 WHERE id = $1', [
    now.id,
    now.status,
    now.closedAt,
  ]);
  return now;
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
