import { type AnswersCorrection, listCorrections, type Story } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { box, type Html, html, lines, note } from '#ui';
import type { Sight } from './numbers.ts';

type Shown = Sight['shown'];

const one = ({ t }: Ctx, c: AnswersCorrection, shown: Shown): Html =>
  html`<p><b>${t('one-stop.correct-answers.done-by', { at: formatDateTime(c.at), who: c.byName })}</b>${c.undone && html` (${t('one-stop.undo.undone')})`}</p>
<ul>${c.changes.map(
    ({ label, before, after }) =>
      html`<li>${label}: ${before ? html`<del>${shown(before)}</del>` : t('one-stop.correct-answers.empty')} → <b>${shown(after) || t('one-stop.correct-answers.empty')}</b></li>`,
  )}</ul><p class="q">${t('one-stop.correct-answers.because')} ${lines(shown(c.reason))}</p>`;

/** What was corrected on a result, of which results that are signed after it are drawn, too. */
const onResult = (
  { t }: Ctx,
  number: string,
  { at, changes }: Story['resultActs'][number],
  shown: Shown,
): Html =>
  html`<p><b>${t('one-stop.correct-answers.on-result', { number, at: formatDateTime(at) })}</b></p>
<ul>${(changes ?? []).map(
    ({ label, before, after }) =>
      html`<li>${label}: ${before ? html`<del>${shown(before)}</del>` : t('one-stop.correct-answers.empty')} → <b>${shown(after) || t('one-stop.correct-answers.empty')}</b></li>`,
  )}</ul>`;

/**
 * What was corrected in the answers after the dossier came in, and on a result while others are still to come, so that whoever has checked or is
 * to sign sees it. Only for who may read them.
 */
export async function correctionsPart(
  ctx: Ctx,
  { dossier, resultActs, results, deadline }: Story,
  { personal, shown }: Sight,
): Promise<Html | null> {
  const made = await listCorrections(ctx.db, dossier.id);
  const onResults = deadline ? resultActs.filter(a => a.kind === 'correction') : [];
  if (!made.length && !onResults.length) return null;
  const numberOf = (id: string) => results.find(r => r.id === id)?.number ?? '';
  return personal
    ? box(
        html`${made.map(c => one(ctx, c, shown))}${onResults.map(a => onResult(ctx, numberOf(a.resultId), a, shown))}`,
      )
    : note(
        ctx.t('one-stop.correct-answers.some', {
          count: made.filter(c => !c.undone).length + onResults.length,
        }),
      );
}
