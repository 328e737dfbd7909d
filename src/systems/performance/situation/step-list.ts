import { findDossiers, type RegisterLine, registerLines } from '#engines/cases';
import type { Task } from '#engines/work';
import type { Ctx } from '#platform/http';
import { agencyNamesOn } from '../figures.ts';
import type { SituationAsked } from './asked.ts';
import { readingReach } from './behind.ts';

/** The steps behind a number of the leader's page: what the list is called, of what it is, and how a part of it is read. */
export type StepList = {
  title: string;
  /** Whose steps, of which days. */
  about: string;
  /** Said where there is none. */
  none: string;
  /** The page on which the number stands. */
  asked: SituationAsked;
  /** What the entry says was asked for. */
  query: Record<string, unknown>;
  /** In dossiers on which others decide: who, is named. */
  ofOthers: boolean;
  read(paging: { limit: number; offset: number }): Promise<readonly Task[]>;
};

/** A step with the dossier in which it is: what a step that is done was about stands there. */
export type Step = { task: Task; line: RegisterLine | undefined; decides: string };

/** Those that the visitor may read: who may read dossiers at the agency of a step reads the one in which it is (docs/permissions.md). */
async function readable(ctx: Ctx, tasks: readonly Task[]): Promise<readonly Task[]> {
  const reach = await readingReach(ctx);
  if (reach === null) return tasks;
  return tasks.filter(({ agencyId, field }) =>
    reach.some(
      r => r.agencyId === agencyId && (r.fields === null || (field !== null && r.fields.includes(field))),
    ),
  );
}

/** The names of the agencies that decide on dossiers, by dossier, as they were called on a day. */
async function decidersOf(ctx: Ctx, ids: readonly string[], day: string): Promise<Map<string, string>> {
  const dossiers = await findDossiers(ctx.db, ids);
  const agencyIds = dossiers.map(d => d.agencyId);
  const names = await agencyNamesOn(ctx.db, agencyIds, day);
  return new Map(dossiers.map(d => [d.id, names.get(d.agencyId) ?? '']));
}

/** A part of a list, as far as the visitor may read it; `more`: it goes on. Throws NotAllowed for who reads no dossiers. */
export async function stepsOf(
  ctx: Ctx,
  list: StepList,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ steps: Step[]; more: boolean }> {
  const found = await list.read({ limit: limit + 1, offset });
  const tasks = await readable(ctx, found.slice(0, limit));
  const ids = [...new Set(tasks.map(task => task.subjectId))];
  const lines = new Map((await registerLines(ctx.db, ids, null)).map(line => [line.id, line]));
  const decides = list.ofOthers ? await decidersOf(ctx, ids, list.asked.period.to) : null;
  return {
    steps: tasks.map(task => ({
      task,
      line: lines.get(task.subjectId),
      decides: decides?.get(task.subjectId) ?? '',
    })),
    more: found.length > limit,
  };
}
