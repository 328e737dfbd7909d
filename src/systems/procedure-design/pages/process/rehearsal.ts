import { getDraftProcess } from '#engines/procedures';
import { describeProblem, drawProcess, type Graph, outcomeText } from '#engines/processes';
import { type Answer, type Ctx, queryText, type Route } from '#platform/http';
import { button, type Html, html, note, raw, textArea, url } from '#ui';
import { loadDraft, ROOT } from '../../load.ts';
import { PART_PATHS } from '../../parts.ts';
import { doubtsBox, problemsBox } from '../../problems-box.ts';
import { editorPage, tabPath } from '../../view.ts';
import { factsForm, withFactsSaid } from './rehearsal-facts.ts';
import { answersIn, type Move, type Rehearsal, rehearse } from './rehearse.ts';

const HAPPENED = 'da-qua';
const ANSWERS = 'tra-loi';
const MOST_TYPED = 4_000;

const nameOf = (graph: Graph, id: string): string => graph.nodes.get(id)?.name || id;

/** What a button or a line says of a move. */
function moveWords(
  { t, lang }: Ctx,
  graph: Graph,
  move: Pick<Move, 'kind' | 'elementId' | 'outcome'>,
): string {
  const step = nameOf(graph, move.elementId);
  const outcome = move.outcome ? outcomeText(lang, graph, move.elementId, move.outcome, 'do') : '';
  return t(`procedure-design.rehearsal.${move.kind}${outcome ? '-as' : ''}`, { step, outcome });
}

const readMove = (event: string): Pick<Move, 'kind' | 'elementId' | 'outcome'> => {
  const [kind = 'task', elementId = '', outcome] = event.split(':');
  return { kind: kind as Move['kind'], elementId, outcome: outcome ?? null };
};

function acted(
  ctx: Ctx,
  graph: Graph,
  events: readonly string[],
  run: Rehearsal,
  base: string,
  answers: string,
): Html {
  const { t } = ctx;
  const at = (list: readonly string[]) =>
    url(`${base}?${new URLSearchParams({ [ANSWERS]: answers, [HAPPENED]: list.join(',') })}`);
  const happened = events.slice(0, run.taken);
  const facts = run.fault?.reason === 'facts-wrong' ? graph.nodes.get(run.fault.element)?.facts : undefined;
  const needed =
    facts &&
    factsForm(ctx, {
      action: base,
      step: run.fault?.element ?? '',
      facts,
      hidden: html`<input type="hidden" name="${HAPPENED}" value="${events.join(',')}"><input type="hidden" name="${ANSWERS}" value="${answers}">`,
    });
  return html`<section><h2>${t('procedure-design.rehearsal.next')}</h2>
${run.fault && html`<div role="alert">${note(t('procedure-design.rehearsal.fault', { step: nameOf(graph, run.fault.element), reason: t(`procedure-design.rehearsal.fault.${run.fault.reason}`) }))}</div>`}${needed}
${
  run.state.end
    ? html`<p>${t('procedure-design.rehearsal.ended', { step: nameOf(graph, run.state.end.element) })}</p>`
    : run.moves.length
      ? html`<ul>${run.moves.map(m => html`<li><a href="${at([...happened, m.event])}">${moveWords(ctx, graph, m)}</a></li>`)}</ul>`
      : html`<p>${t('procedure-design.rehearsal.stuck')}</p>`
}</section>
<section><h2>${t('procedure-design.rehearsal.happened')}</h2>
${
  happened.length
    ? html`<ol>${happened.map(e => html`<li>${moveWords(ctx, graph, readMove(e))}</li>`)}</ol>
<p class="row"><a href="${at(happened.slice(0, -1))}">${t('procedure-design.rehearsal.back')}</a> <a href="${at([])}">${t('procedure-design.rehearsal.again')}</a></p>`
    : html`<p class="q">${t('procedure-design.rehearsal.nothing')}</p>`
}</section>`;
}

/** Chạy thử: a dossier is led through the draft's process by hand, with the answers that its conditions read. Nothing is kept. */
async function rehearsalPage(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadDraft(ctx);
  const { graph, problems, doubts } = await getDraftProcess(ctx.db, loaded.draft.id);
  const base = `${tabPath(loaded.code, 'process')}/chay-thu`;
  const back = html`<p><a href="${tabPath(loaded.code, 'process')}">${t('procedure-design.rehearsal.to-process')}</a></p>`;
  const found = problems.map(p => ({ place: '', words: describeProblem(p, ctx.lang) }));
  if (!graph) {
    return editorPage(
      ctx,
      loaded,
      { tab: 'process' },
      html`<h2>${t('procedure-design.rehearsal.title')}</h2>${problemsBox(ctx, 'process', found)}${back}`,
    );
  }
  const answers = withFactsSaid(ctx, graph, queryText(ctx.req.query, ANSWERS)).slice(0, MOST_TYPED);
  const events = queryText(ctx.req.query, HAPPENED).slice(0, MOST_TYPED).split(',').filter(Boolean);
  const run = rehearse(graph, answersIn(answers), events);
  return editorPage(
    ctx,
    loaded,
    { tab: 'process' },
    html`<h2>${t('procedure-design.rehearsal.title')}</h2>
<p class="q">${t('procedure-design.rehearsal.about')}</p>
${found.length > 0 && problemsBox(ctx, 'process', found)}${doubtsBox(
  ctx,
  doubts.map(p => describeProblem(p, ctx.lang)),
)}<div class="scroll" tabindex="0" role="region" aria-label="${t('procedure-design.rehearsal.drawing')}">${raw(drawProcess(graph, run.state, { lang: ctx.lang }))}</div>
<div class="cols"><div>${acted(ctx, graph, events, run, base, answers)}</div>
<div><form method="get" action="${base}"><input type="hidden" name="${HAPPENED}" value="${events.slice(0, run.taken).join(',')}">
${textArea(t, { name: ANSWERS, label: t('procedure-design.rehearsal.answers'), hint: t('procedure-design.rehearsal.answers.hint'), rows: 6, value: answers, optional: true })}
<p>${button({ label: t('procedure-design.rehearsal.use-answers'), alt: true })}</p></form></div></div>
${back}`,
  );
}

export const rehearsalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${ROOT}/:code/${PART_PATHS.process}/chay-thu`,
    rule: { permission: 'procedure.edit' },
    handler: rehearsalPage,
  },
];
