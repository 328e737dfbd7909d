import { type Command, counterpart } from '#engines/processes';
import type { Queryable } from '#platform/db';
import { type ArmedTimer, listTimers, timeOf } from '../process/timers.ts';
import { listPauses } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import type { MoveWay } from './way.ts';

/** A timer that a move sets, moves or takes away; null: there was none, or there is none any more. */
export type MovedTimer = { token: number; elementId: string; was: Date | null; will: Date | null };

/**
 * The timers that a move starts, counted: one that ran before under this or another name is counted by the new version's rule from
 * when it began, as if the faulty one had never been; a new one begins now. And what that changes.
 */
export async function moveTimers(
  q: Queryable,
  dossier: Dossier,
  way: MoveWay,
  commands: readonly Command[],
  at: Date,
): Promise<{ armed: ArmedTimer[]; changes: MovedTimer[] }> {
  const rows = await listTimers(q, dossier.id);
  const pauses = await listPauses(q, dossier.id);
  const armed: ArmedTimer[] = [];
  const changes: MovedTimer[] = [];
  const followed = new Set<(typeof rows)[number]>();
  for (const command of commands) {
    if (command.type !== 'start-timer') continue;
    const { token, elementId, timer } = command;
    const before = rows.find(r => r.token === token && counterpart(way.elements, r.elementId) === elementId);
    const startedAt = before?.startedAt ?? at;
    const firesAt = await timeOf(q, dossier, timer, startedAt, pauses, at);
    armed.push({ token, elementId, timer, startedAt, firesAt });
    if (before) followed.add(before);
    if (before?.firesAt.getTime() !== firesAt.getTime())
      changes.push({ token, elementId, was: before?.firesAt ?? null, will: firesAt });
  }
  const gone = commands.filter(c => c.type === 'cancel-timer');
  for (const row of rows) {
    const cancelled = gone.some(c => c.token === row.token && c.elementId === row.elementId);
    if (cancelled && !followed.has(row))
      changes.push({ token: row.token, elementId: row.elementId, was: row.firesAt, will: null });
  }
  return { armed, changes };
}
