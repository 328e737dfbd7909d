import { casesService, type Dossier, loadProcedure, type Story, storyOf } from '#engines/cases';
import type { Graph } from '#engines/processes';
import type { Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { deedWords } from './story-section.ts';

type Told = Story['happenings'][number];

/**
 * What ended a task: the act that did it, or the one with which it went; undefined while it has not ended. What was taken back since ended nothing, and
 * what was said of the task before (to whom it was given) did not either: it was at another moment.
 */
export const endOf = ({ happenings }: Story, task: Task | undefined): Told | undefined => {
  const undone = task?.state === 'cancelled' && task.outcome === 'undone';
  const then = happenings.filter(
    h =>
      h.who !== null &&
      !h.undone &&
      h.at.getTime() === task?.endedAt?.getTime() &&
      (h.kind === 'act-undone') === undone,
  );
  return then.find(h => h.body.task === task?.id) ?? then[0];
};

/** That an act was taken back with which a step came, or annulled by a decision on a complaint; by whom and when. */
export function undoneWords({ t, visitor }: Ctx, { happenings }: Story, graph: Graph, undo: Told): string {
  const undone = happenings.find(h => h.entry === undo.body.entry);
  const step = graph.nodes.get(String(undone?.body.element ?? ''))?.name;
  const own = undo.actor === visitor?.accountId;
  const { decision } = undo.body;
  return t(`one-stop.overtaken.${decision ? 'annulled' : 'undone'}${own ? '-own' : ''}`, {
    decision: String(decision ?? ''),
    who: undo.who ?? '',
    what: step || t(`entry.case.${undo.body.act}`),
    at: formatDateTime(undo.at),
  });
}

/** Who ended a task, with what and when, as a sentence; undefined while it has not ended, or where nobody did. */
export async function endWords(ctx: Ctx, dossier: Dossier, task: Task): Promise<string | undefined> {
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const end = endOf(story, task);
  if (!end) return undefined;
  const { graph } = await loadProcedure(ctx.db, dossier);
  if (end.kind === 'act-undone') return undoneWords(ctx, story, graph, end);
  const own = end.actor === ctx.visitor?.accountId;
  const said = { who: end.who ?? '', deed: deedWords(ctx, story, graph, end), at: formatDateTime(end.at) };
  return `${ctx.t(own ? 'one-stop.seen.own' : 'one-stop.seen.by', said)}.`;
}
