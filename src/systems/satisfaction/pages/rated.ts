import type { Dossier } from '#engines/cases';
import { findRating, type Rating, ratableUntil } from '#engines/ratings';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { details, type Errors, type Html, html, keyValues, lines, note, vietnamese } from '#ui';
import { agencyName, answerView, levelChip, reasonsText } from '../view.ts';
import { ratingForm } from './rating-form.ts';

/** What became of the words, for who wrote them. */
const wordsState = ({ t }: Ctx, rating: Rating): string =>
  rating.hiddenWhy
    ? t('satisfaction.words.hidden', { why: t(`satisfaction.hidden.${rating.hiddenWhy}`) })
    : t(`satisfaction.words.${rating.wordsState}`);

function said(ctx: Ctx, rating: Rating, agency: string): Html {
  const { t } = ctx;
  const reasons = reasonsText(ctx, rating);
  return html`${keyValues(t, [
    { label: t('satisfaction.form.level'), value: levelChip(ctx, rating.level) },
    ...(reasons ? [{ label: t('satisfaction.form.reasons'), value: reasons }] : []),
    ...(rating.words === null
      ? []
      : [
          {
            label: t('satisfaction.form.words'),
            value: html`${lines(rating.words)}<br><span class="q">${wordsState(ctx, rating)}</span>`,
          },
        ]),
    { label: t('satisfaction.rated-at'), value: formatDate(rating.ratedAt) },
  ])}
${answerView(ctx, rating, agency) ?? html`<p class="q">${t('satisfaction.answer.none')}</p>`}`;
}

/**
 * The rating of a dossier, for who may give it: what he has said with the agency's answer, and the form while there is time. `sent`:
 * the form was sent and refused.
 */
export async function ratingOf(
  ctx: Ctx,
  dossier: Dossier,
  form: { action: string; hidden?: Html; errors?: Errors; sent?: boolean; done?: boolean },
): Promise<Html> {
  const { t, db } = ctx;
  const { errors = [], sent = false } = form;
  const before = await findRating(db, dossier.id);
  const until = await ratableUntil(db, dossier, before);
  const open = until !== null && ctx.clock.now() <= until;
  const agency = await agencyName(ctx, before?.agencyId ?? dossier.agencyId);
  const fields = () => ratingForm(ctx, { ...form, before, errors, sent });
  return html`<p class="q num">${t('satisfaction.code', { code: dossier.code })}</p>
<h1>${t('satisfaction.title')}</h1>
<p>${t('satisfaction.about')} <b>${vietnamese(t, agency)}</b></p>
${form.done && html`<div role="status">${note(t('satisfaction.done'))}</div>`}
${before && said(ctx, before, agency)}
${
  !until
    ? note(t('satisfaction.too-early'))
    : !open
      ? html`<p class="q">${t(before ? 'satisfaction.change-over' : 'satisfaction.over', { until: formatDate(until) })}</p>`
      : before
        ? details(
            { summary: t('satisfaction.change', { until: formatDate(until) }), open: errors.length > 0 },
            fields(),
          )
        : fields()
}`;
}
