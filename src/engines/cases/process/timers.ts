import type { StartedTimer } from '#engines/processes';
import { dueAt } from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { asClockPause, calendarOf } from '../acts/deadline.ts';
import { listPauses } from '../read/dossier.ts';
import type { Dossier, Pause } from '../types.ts';
import { durationMs, instantOf } from './iso-time.ts';

/** The wall-clock instant `ms` after `at`, not counting what was paused since. A pause without end counts to `now`. */
function after(at: Date, ms: number, pauses: readonly Pause[], now: Date): Date {
  let end = at.getTime() + ms;
  for (const { from, to } of pauses) {
    const begun = Math.max(from.getTime(), at.getTime());
    if (begun < end) end += Math.max((to ?? now).getTime() - begun, 0);
  }
  return new Date(end);
}

/**
 * When a process timer that starts at `at` fires: a date, a span on the clock, or a span of working time. Pauses of the
 * dossier since then move all but a date.
 */
export async function timeOf(
  q: Queryable,
  dossier: Dossier,
  timer: StartedTimer,
  at: Date,
  pauses: readonly Pause[] = [],
  now: Date = at,
): Promise<Date> {
  if (timer.kind === 'date') return instantOf(timer.at);
  if (timer.kind === 'duration') return after(at, durationMs(timer.iso, at), pauses, now);
  return dueAt(at, timer.limit, await calendarOf(q, dossier), pauses.map(asClockPause), { now });
}

/** Starts a timer of the process: its row says when and how it was counted, its job looks at the row when the hour comes. */
export async function startTimer(
  tx: Tx,
  dossier: Dossier,
  started: { token: number; elementId: string; timer: StartedTimer },
  at: Date,
): Promise<void> {
  await armTimer(tx, dossier.id, {
    ...started,
    startedAt: at,
    firesAt: await timeOf(tx, dossier, started.timer, at),
  });
}

/** A timer of the process with the time that was counted for it. */
export type ArmedTimer = {
  token: number;
  elementId: string;
  timer: StartedTimer;
  startedAt: Date;
  firesAt: Date;
};

/** Writes a timer down, in the place of one that is there, and asks for its job. */
export async function armTimer(
  tx: Tx,
  dossierId: string,
  { token, elementId, timer, startedAt, firesAt }: ArmedTimer,
): Promise<void> {
  const written = tx.run(
    `INSERT INTO cases.timer (dossier_id, token, element_id, fires_at, started_at, timer) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (dossier_id, token, element_id) DO UPDATE
       SET fires_at = EXCLUDED.fires_at, started_at = EXCLUDED.started_at, timer = EXCLUDED.timer`,
    [dossierId, token, elementId, firesAt, startedAt, JSON.stringify(timer)],
  );
  await Promise.all([written, wakeAt(tx, dossierId, token, elementId, firesAt)]);
}

/** Asks for the job of one timer at `firesAt`; the one asked for before is replaced. */
export const wakeAt = (
  tx: Tx,
  dossierId: string,
  token: number,
  elementId: string,
  firesAt: Date,
): Promise<void> =>
  enqueue(tx, {
    name: 'cases.fire-timer',
    payload: { dossierId, token, elementId },
    runAt: firesAt,
    key: `timer:${dossierId}:${token}:${elementId}`,
  });

export type TimerRow = {
  token: number;
  elementId: string;
  firesAt: Date;
  startedAt: Date | null;
  timer: StartedTimer | null;
};

/** The timers of a dossier that run, or wait while its clock stands still. */
export const listTimers = (q: Queryable, dossierId: string): Promise<TimerRow[]> =>
  q.query<TimerRow>(
    `SELECT token, element_id AS "elementId", fires_at AS "firesAt", started_at AS "startedAt", timer
     FROM cases.timer WHERE dossier_id = $1 ORDER BY token, element_id`,
    [dossierId],
  );

/** When the first of a dossier's timers fires; null where it has none. */
export async function firstTimerAt(q: Queryable, dossierId: string): Promise<Date | null> {
  const [first] = (await listTimers(q, dossierId))
    .map(t => t.firesAt)
    .sort((a, b) => a.getTime() - b.getTime());
  return first ?? null;
}

/** Counts a dossier's timers anew, after a pause has ended or its calendar has changed. */
export async function recountTimers(tx: Tx, dossier: Dossier, now: Date): Promise<void> {
  const rows = await listTimers(tx, dossier.id);
  if (!rows.length) return;
  const pauses = await listPauses(tx, dossier.id);
  for (const { token, elementId, startedAt, timer, firesAt } of rows) {
    const next = startedAt && timer ? await timeOf(tx, dossier, timer, startedAt, pauses, now) : firesAt;
    await tx.run(
      'UPDATE cases.timer SET fires_at = $4 WHERE dossier_id = $1 AND token = $2 AND element_id = $3',
      [dossier.id, token, elementId, next],
    );
    await wakeAt(tx, dossier.id, token, elementId, next);
  }
}
