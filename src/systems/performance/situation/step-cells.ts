import { type RegisterLine, registerLines } from '#engines/cases';
import type { Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';

/** When a step is due; in red where it was, or is, over its time. */
export function dueCell(ctx: Ctx, { dueAt, endedAt }: Pick<Task, 'dueAt' | 'endedAt'>): Html | string {
  if (!dueAt) return ctx.t('performance.list.no-due');
  const shown = formatDateTime(dueAt);
  return dueAt < (endedAt ?? ctx.clock.now())
    ? status('late', shown)
    : html`<span class="num nb">${shown}</span>`;
}

export type Lines = ReadonlyMap<string, RegisterLine>;

/** The dossiers of steps: what a step that is done was about stands there. */
export async function linesOf(ctx: Ctx, tasks: readonly Task[]): Promise<Lines> {
  const ids = [...new Set(tasks.map(task => task.subjectId))];
  return new Map((await registerLines(ctx.db, ids, null)).map(line => [line.id, line]));
}
