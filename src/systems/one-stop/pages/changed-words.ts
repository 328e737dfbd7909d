import {
  casesService,
  type Dossier,
  type Happening,
  loadProcedure,
  shownAt,
  showsSame,
  storyOf,
} from '#engines/cases';
import { elementsBefore, type Graph, nextSteps } from '#engines/processes';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type For, markOf, markSent } from './seen.ts';
import { deedWords } from './story-section.ts';

/** What changes what is looked at before something is decided. */
const CHANGES: ReadonlySet<string> = new Set([
  'act-undone',
  'answers-corrected',
  'moved',
  'moved-back',
  'question-answered',
  'refusal-proposed',
  'refusal-sent-back',
  'result-corrected',
  'result-reissued',
  'result-revoked',
  'revocation-lifted',
  'step-done',
  'supplemented',
  'transferred',
]);

/** What changes which papers are handed over. */
const CHANGES_PAPERS: ReadonlySet<string> = new Set([
  'act-undone',
  'result-corrected',
  'result-issued',
  'result-reissued',
  'result-revoked',
  'revocation-lifted',
]);

/** A step that says no more than its outcome leaves what is decided upon as it is, unless it puts it before who signs. */
const changes = (graph: Graph, { kind, personal, body }: Happening): boolean =>
  CHANGES.has(kind) &&
  (kind !== 'step-done' ||
    personal.facts !== undefined ||
    nextSteps(graph, String(body.element)).some(node => node.act === 'sign'));

/** For what it was shown: as `For`, or to hand its papers over. */
type Purpose = For & { papers?: true };

/** Who has changed the dossier since it was shown with this mark, what and when, in a few words each; for a step, not what others said beside it. */
export async function changesSince(
  ctx: Ctx,
  dossier: Dossier,
  mark: string,
  { step, papers }: Purpose = {},
): Promise<string[]> {
  const since = shownAt(mark);
  if (!since) return [];
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const { graph } = await loadProcedure(ctx.db, dossier);
  const done = story.happenings.filter(h => h.who !== null && h.at >= since);
  const before = step !== undefined && graph.nodes.has(step) ? elementsBefore(graph, step) : undefined;
  const beside = ({ kind, body }: Happening) =>
    kind === 'step-done' && before !== undefined && !before.has(String(body.element));
  const told = done.filter(h => (papers ? CHANGES_PAPERS.has(h.kind) : changes(graph, h) && !beside(h)));
  // Else it was a step with which its proposal went, or which said what stands on the paper.
  return (told.length ? told : done.filter(h => h.kind === 'step-done')).map(h =>
    ctx.t(h.actor === ctx.visitor?.accountId ? 'one-stop.seen.own' : 'one-stop.seen.by', {
      who: h.who ?? '',
      deed: deedWords(ctx, story, graph, h),
      at: formatDateTime(h.at),
    }),
  );
}

/** What somebody reads whose page shows a dossier as it is no more: who has changed what since, and that nothing was done. */
export async function changedWords(
  ctx: Ctx,
  dossier: Dossier,
  mark: string,
  shownFor: Purpose = {},
): Promise<string> {
  const changes = await changesSince(ctx, dossier, mark, shownFor);
  return changes.length
    ? ctx.t('one-stop.seen.changed-by', { changes: changes.join('; ') })
    : ctx.t('one-stop.seen.changed');
}

/** What is told where the dossier is not as the form that was sent showed it; undefined where it is. The act asks again under its lock. */
export async function toldChanged(
  ctx: Ctx,
  dossier: Dossier,
  shownFor: For = {},
): Promise<string | undefined> {
  const sent = markSent(ctx);
  return showsSame(sent, await markOf(ctx, dossier, shownFor))
    ? undefined
    : changedWords(ctx, dossier, sent, shownFor);
}
