import { type AnswersCorrection, listCorrections } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { box, type Html, html, lines, note } from '#ui';

const one = ({ t }: Ctx, c: AnswersCorrection): Html =>
  html`<p><b>${t('one-stop.correct-answers.done-by', { at: formatDateTime(c.at), who: c.byName })}</b>${c.undone && html` (${t('one-stop.undo.undone')})`}</p>
<ul>${c.changes.map(
    ({ label, before, after }) =>
      html`<li>${label}: ${before ? html`<del>${before}</del>` : t('one-stop.correct-answers.empty')} → <b>${after || t('one-stop.correct-answers.empty')}</b></li>`,
  )}</ul><p class="q">${t('one-stop.correct-answers.because')} ${lines(c.reason)}</p>`;

/** What was corrected in the answers after the dossier came in, so that whoever has checked them before sees it. Only for who may read them. */
export async function correctionsPart(ctx: Ctx, dossierId: string, personal: boolean): Promise<Html | null> {
  const made = await listCorrections(ctx.db, dossierId);
  if (!made.length) return null;
  return personal
    ? box(html`${made.map(c => one(ctx, c))}`)
    : note(ctx.t('one-stop.correct-answers.some', { count: made.filter(c => !c.undone).length }));
}
