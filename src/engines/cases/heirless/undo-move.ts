import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import { isAppError, NotFound } from '#platform/errors';
import { casesService } from '../deps.ts';
import type { Actor } from '../types.ts';
import { keptActs } from '../undo/read-acts.ts';
import { HOUR } from '../undo/refusal.ts';
import { undoAct } from '../undo/undo-act.ts';
import { gone } from './list-heirless.ts';

/** A dossier that somebody moved away from an agency that is gone: where its step was, as the desk lists it, and where it is. `actId`: of the move. */
export type MovedAway = {
  actId: string;
  dossierId: string;
  code: string;
  fromId: string;
  agencyId: string;
  areaId: string;
  at: Date;
};

/** A move that was taken back. */
export type MoveTakenBack = {
  actId: string;
  dossierId: string;
  code: string;
  agencyId: string;
  entryId: string;
  by: string;
  at: Date;
  undoneBy: string;
  undoneAt: Date;
};

/** What came of taking moves back: how many, and of those that stay the code of the dossier and why. */
export type MovesBack = {
  back: number;
  left: Array<{ code: string; error: { code: string; params: Record<string, unknown> } }>;
};

/** So many of those that were taken back are listed. */
const MOST_LISTED = 100;
/** So many at once, as they are moved. */
const MOST_AT_ONCE = 500;

/** The dossiers that `accountId` moved away from agencies that are gone, whose time to be taken back is not over; the last first. */
export async function movedAwayBy(q: Queryable, env: Env, accountId: string): Promise<MovedAway[]> {
  const now = env.clock.now();
  const since = new Date(now.getTime() - env.get(casesService).undoHours * HOUR);
  const there = await gone(q, localDate(now));
  return q.query<MovedAway>(
    `SELECT a.id AS "actId", d.id AS "dossierId", d.code, coalesce(
         (SELECT (t ->> 'agency_id')::uuid FROM jsonb_array_elements(a.before -> 'tasks') t
          WHERE t ->> 'state' IN ('open', 'suspended') AND (t ->> 'agency_id')::uuid = ANY ($3::uuid[])
          ORDER BY t ->> 'agency_id' = a.before -> 'row' ->> 'agency_id' DESC LIMIT 1),
         (a.before -> 'row' ->> 'agency_id')::uuid) AS "fromId", d.agency_id AS "agencyId", (a.before -> 'row' ->> 'area_id')::uuid AS "areaId", a.at
     FROM cases.undoable_act a JOIN cases.dossier d ON d.id = a.dossier_id
     WHERE a.by = $1 AND a.kind = 'transferred' AND a.undone_at IS NULL AND a.at >= $2
       AND (a.before -> 'row' ->> 'agency_id')::uuid = ANY ($3::uuid[])
     ORDER BY a.at DESC, d.code LIMIT $4`,
    [accountId, since, there, MOST_AT_ONCE],
  );
}

/** Who moved dossiers of an area away from an agency that is gone last, and when; undefined where nobody did, or it is too long ago to be kept. */
export const lastMovedAway = async (
  q: Queryable,
  { agencyId, areaId }: { agencyId: string; areaId: string },
  now: Date,
): Promise<{ by: string; at: Date } | undefined> =>
  (await gone(q, localDate(now))).includes(agencyId)
    ? q.maybe(
        `SELECT a.by, a.at FROM cases.undoable_act a
     WHERE a.kind = 'transferred' AND a.undone_at IS NULL
       AND a.before -> 'row' ->> 'agency_id' = $1 AND a.before -> 'row' ->> 'area_id' = $2 ORDER BY a.at DESC LIMIT 1`,
        [agencyId, areaId],
      )
    : undefined;

const TAKEN_BACK = `a.id AS "actId", d.id AS "dossierId", d.code, d.agency_id AS "agencyId", a.entry_id AS "entryId", a.by, a.at,
  a.undone_by AS "undoneBy", a.undone_at AS "undoneAt"`;

/** Of these moves of `accountId` those that were taken back already, and by whom. */
export const takenBackOf = (
  q: Queryable,
  accountId: string,
  actIds: readonly string[],
): Promise<MoveTakenBack[]> =>
  q.query(
    `SELECT ${TAKEN_BACK} FROM cases.undoable_act a JOIN cases.dossier d ON d.id = a.dossier_id
     WHERE a.by = $1 AND a.kind = 'transferred' AND a.undone_at IS NOT NULL AND a.id::text = ANY ($2::text[]) ORDER BY d.code`,
    [accountId, actIds],
  );

/**
 * Moves away from agencies that are gone which were taken back, the last first; `fromId`: where the dossier was before, which is told by the
 * entry of the move alone. Few are ever taken back: theirs are looked up by their ids, all in one.
 */
export const listTakenBack = async (
  q: Queryable,
  env: Env,
): Promise<Array<MoveTakenBack & { fromId: string }>> =>
  q.query(
    `SELECT ${TAKEN_BACK}, e."fromId" FROM cases.undoable_act a JOIN cases.dossier d ON d.id = a.dossier_id
       CROSS JOIN LATERAL (SELECT convert_from(bytes, 'UTF8')::jsonb -> 'body' ->> 'from' AS "fromId"
         FROM ledger.entry WHERE id = a.entry_id OFFSET 0) e
     WHERE a.kind = 'transferred' AND a.undone_at IS NOT NULL AND e."fromId" = ANY ($1::text[])
     ORDER BY a.undone_at DESC, d.code LIMIT ${MOST_LISTED}`,
    [await gone(q, localDate(env.clock.now()))],
  );

/**
 * Who moved dossiers away from an agency that is gone takes that back, each in a transaction of its own: one on which somebody has acted since
 * stays, and is told with the reason (`undoAct`). Of what he did not move himself: NOT_FOUND.
 */
export async function takeMovesBack(
  env: Env,
  moves: readonly MovedAway[],
  reason: string,
  actor: Actor,
): Promise<MovesBack> {
  const done: MovesBack = { back: 0, left: [] };
  for (const { actId, dossierId, code } of moves)
    try {
      await env.db.tx(async tx => {
        const act = (await keptActs(tx, dossierId)).find(a => a.id === actId);
        if (act?.kind !== 'transferred' || act.by !== actor.accountId) throw NotFound();
        await undoAct(tx, env.get(casesService), { dossierId, actId, reason }, actor);
      });
      done.back++;
    } catch (error) {
      if (!isAppError(error)) throw error;
      done.left.push({ code, error: { code: error.code, params: { ...error.params } } });
    }
  return done;
}
