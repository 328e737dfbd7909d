import { type LoadedProcedure, processData, type Story } from '#engines/cases';
import { DECLINE, type ProgressLine, type ProgressStep, progress } from '#engines/processes';
import type { Translate } from '#platform/i18n';
import { attr, type Html, html, vietnamese } from '#ui';

const STATE = { done: undefined, cut: 'todo', here: 'now', ahead: 'todo' } as const;
const OVER: ReadonlySet<ProgressStep['state']> = new Set(['done', 'cut']);

/** The way of a dossier through its procedure in one line of steps, with “you are here”: the diagram, for who need not know it. */
export function progressView(
  story: Story,
  { graph, form }: Pick<LoadedProcedure, 'graph' | 'form'>,
  t: Translate,
): Html | null {
  const { step, total, ended, ...line } = progress(
    graph,
    story.dossier.processState,
    processData(story.dossier, form),
  );
  // Closed before its end (withdrawn, refused, stopped) it is nowhere on the way any more.
  if (total < 2 || (story.dossier.closedAt && story.dossier.status !== 'returned')) return null;
  const title = ended ? t('portal.progress.ended') : t('portal.progress.title', { step, total });
  const stands = ended && !story.dossier.closedAt && story.incidents.length > 0;
  return html`<h2>${title}</h2>
${stands && html`<p>${t('portal.progress.stands')}</p>`}
${lineView(t, line, saysOf(story))}`;
}

/** Text keys of what is said beside a step: where the dossier stands, and how what is over ended. */
type Says = { here: string; over: (step: ProgressStep) => string };

/** Where it stands all of it may wait for the applicant; of several results one may have been declined. */
const saysOf = ({ dossier: { paused, status, processState } }: Story): Says => ({
  here:
    (paused === 'payment' && status === 'awaiting-payment') ||
    (paused === 'supplement' && status === 'supplementing')
      ? `portal.progress.here-${paused}`
      : 'portal.progress.here',
  over: ({ id, state }) =>
    `portal.progress.${state === 'done' && processState.outcomes[id]?.outcome === DECLINE ? 'declined' : state}`,
});

/** Steps in their order; those that run at the same time in one place. */
const lineView = (t: Translate, { steps, beside }: ProgressLine, says: Says): Html =>
  html`<ol class="line">${steps.map((s, i) => {
    const block = beside.find(b => b.from <= i && i < b.to);
    if (!block) return stepItem(t, s, says);
    return i === block.from
      ? togetherItem(t, [steps.slice(block.from, block.to), ...block.branches], says)
      : null;
  })}</ol>`;

const stepItem = (t: Translate, s: ProgressStep, says: Says): Html =>
  html`<li${attr('class', STATE[s.state])}${s.state === 'here' && !s.inside && html` aria-current="step"`}>${
    s.state === 'here'
      ? html`<b>${vietnamese(t, s.name)}</b>${!s.inside && html` <span class="q">${t(says.here)}</span>`}`
      : vietnamese(t, s.name)
  }${OVER.has(s.state) && html`: <span class="q nb">${t(says.over(s))}</span>`}${
    // What is over is told in one line.
    s.inside && !OVER.has(s.state) && lineView(t, s.inside, says)
  }${s.aside && html`<ol class="line">${s.aside.map(a => stepItem(t, a, says))}</ol>`}</li>
`;

/** Steps that run at the same time: a line of its own for each branch. */
function togetherItem(t: Translate, branches: ReadonlyArray<readonly ProgressStep[]>, says: Says): Html {
  const all = branches.flat();
  const state = all.every(s => OVER.has(s.state))
    ? 'done'
    : all.every(s => s.state === 'ahead')
      ? 'ahead'
      : 'here';
  return html`<li${attr('class', STATE[state])}>${t('portal.progress.together', { count: branches.length })}
${branches.map(branch => html`<ol class="line">${branch.map(s => stepItem(t, s, says))}</ol>`)}</li>
`;
}
