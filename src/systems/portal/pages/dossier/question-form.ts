import { isOpen, type LoadedProcedure, type Story } from '#engines/cases';
import { listFinished } from '#engines/files';
import { uploadScript } from '#engines/forms';
import { outcomeText } from '#engines/processes';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, type FieldError, fileField, type Html, html, lines, radios, textArea } from '#ui';
import { addressOf } from './own-dossier.ts';

export const OUTCOME = 'chon';
export const WORDS = 'tra-loi';
export const ANSWER_FILES = 'tep-tra-loi';

export type TypedAnswer = { question: string; outcome: string; words: string; errors: readonly FieldError[] };

/** Questions of the office to the applicant, each with the form that answers it. */
export async function questionForms(
  ctx: Ctx,
  story: Story,
  graph: LoadedProcedure['graph'],
  typed: TypedAnswer | null,
): Promise<Html | null> {
  const { t } = ctx;
  const open = story.questions.filter(q => q.toAgency === null && isOpen(q));
  if (!open.length) return null;
  const now = ctx.clock.now();
  const forms: Html[] = [];
  for (const question of open) {
    const path = `${addressOf(story.dossier)}/tra-loi/${question.id}`;
    const mine = typed?.question === question.id ? typed : null;
    const errorOf = (name: string) => mine?.errors.find(e => e.path === name)?.message;
    const held = await listFinished(ctx.db, ctx.visitor!.accountId, { under: path }, now);
    forms.push(html`<section id="${`hoi-${question.id}`}"><h2>${t('portal.question.title')}</h2>
<p class="note">${lines(question.what)}</p>
${question.dueAt && html`<p>${t('portal.question.due', { due: formatDateTime(question.dueAt) })}</p>`}
<form class="fill" method="post" action="${path}" enctype="multipart/form-data" novalidate>${csrfField(ctx)}
${
  question.outcomes.length > 1 &&
  radios(t, {
    name: OUTCOME,
    label: t('portal.question.choice'),
    value: mine?.outcome,
    error: errorOf(OUTCOME),
    options: question.outcomes.map(o => ({
      value: o,
      label: outcomeText(ctx.lang, graph, question.elementId ?? '', o, 'do'),
    })),
  })
}${textArea(t, {
  name: WORDS,
  label: t('portal.question.words'),
  optional: question.outcomes.length > 1,
  value: mine?.words,
  error: errorOf(WORDS),
  rows: 3,
})}${fileField(t, {
  name: ANSWER_FILES,
  label: t('portal.question.files'),
  hint: t('portal.supplement.files-hint'),
  optional: true,
  error: errorOf(ANSWER_FILES),
  multiple: true,
  most: 10,
  kept: held.map(f => ({ id: f.id, name: f.filename, bytes: f.size, waiting: true })),
  accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx',
  script: uploadScript(t.lang),
})}<p>${button({ label: t('portal.question.send') })}</p></form></section>
`);
  }
  return html`${forms}`;
}
