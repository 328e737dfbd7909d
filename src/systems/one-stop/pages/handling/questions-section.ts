import { type Dossier, isMoot, isOpen, mayAct, type Story } from '#engines/cases';
import { type Graph, outcomeText } from '#engines/processes';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, type Html, html, lines, status } from '#ui';
import { type LoadedDossier, pathOf } from './load.ts';
import { unanswerable } from './nobody-answers.ts';

type Asked = Story['questions'][number];

/** Whether nobody has to answer any more because the dossier has come to its end, also where the question was left open. */
function isEnded(question: Asked, { dossier, happenings }: { dossier: Dossier } & Pick<Story, 'happenings'>) {
  const told = happenings.some(
    h => h.kind === 'question-dropped' && h.body.why === 'ended' && h.body.question === question.id,
  );
  return question.droppedAt ? told : isOpen(question) && isMoot(question, dossier);
}

function stateOf(ctx: Ctx, question: Asked, graph: Graph, ended: boolean): Html {
  const { t } = ctx;
  if (ended) return status('done', t('one-stop.question.ended'));
  if (question.answeredAt) {
    const words = outcomeText(ctx.lang, graph, question.elementId ?? '', question.outcome ?? '', 'outcome');
    const at = formatDateTime(question.answeredAt);
    return status(
      'done',
      question.outcome === 'done'
        ? t('one-stop.question.answered', { at })
        : t('one-stop.question.answered-so', { words, at }),
    );
  }
  if (question.droppedAt)
    return question.lateAt
      ? status('late', t('one-stop.question.dropped-late'))
      : status('done', t('one-stop.question.dropped'));
  if (question.lateAt)
    return status(
      'late',
      t('one-stop.question.late', { due: formatDateTime(question.dueAt ?? question.lateAt) }),
    );
  return question.dueAt
    ? status('hold', t('one-stop.question.waiting-until', { due: formatDateTime(question.dueAt) }))
    : status('hold', t('one-stop.question.waiting'));
}

/** What was asked of others, and what came back; who handles the dossier enters an answer, or goes on without. */
export async function questionsSection(
  ctx: Ctx,
  view: LoadedDossier & {
    story: Pick<Story, 'questions' | 'happenings'>;
    shown(text: string): string;
    graph: Graph;
  },
): Promise<Html | null> {
  const { t } = ctx;
  const { dossier, facts, asker, shown, graph } = view;
  const { questions, happenings } = view.story;
  if (!questions.length) return null;
  const nobody = await unanswerable(ctx, dossier, questions);
  const ended = new Set(questions.filter(q => isEnded(q, { dossier, happenings })).map(q => q.id));
  const desk = mayAct(asker, 'settle-question', facts);
  const base = pathOf(dossier);
  const settle = (question: Asked) =>
    isOpen(question) &&
    !ended.has(question.id) &&
    desk &&
    html`<div class="row"><p><a href="${base}/cau-hoi/${question.id}">${t('one-stop.question.enter')}</a></p>${
      !question.message &&
      html`<form method="post" action="${base}/cau-hoi/${question.id}/bo">${csrfField(ctx)}<p>${button({ label: t('one-stop.question.drop'), alt: true })}</p></form>`
    }</div>`;
  return html`<section id="hoi"><h2>${t('one-stop.questions')}</h2>
${questions.map(
  question => html`<div class="why"><p><b>${question.agencyName ?? t('one-stop.question.applicant')}</b><br>${stateOf(ctx, question, graph, ended.has(question.id))}</p>${
    nobody.has(question.id) && html`<p>${t('one-stop.question.nobody-there')}</p>`
  }
<p class="q">${t('one-stop.question.asked', { at: formatDateTime(question.askedAt) })}: ${lines(shown(question.what))}</p>
${question.answer && html`<p>“${shown(question.answer)}”</p>`}${settle(question)}</div>
`,
)}</section>`;
}
