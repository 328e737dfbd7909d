import { casesService, type Dossier } from '#engines/cases';
import { findAccount } from '#engines/identity';
import {
  type Author,
  authorOf,
  findRating,
  mayChange,
  type Rater,
  type Rating,
  ratableUntil,
} from '#engines/ratings';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { details, type Errors, type Html, html, keyValues, lines, note, vietnamese } from '#ui';
import { agencyName, answerView, levelChip, ownAddress, reasonsText } from '../view.ts';
import { ratingForm } from './rating-form.ts';

/** What became of the words, for who wrote them. */
const wordsState = ({ t }: Ctx, rating: Rating): string =>
  rating.hiddenWhy
    ? t('satisfaction.words.hidden', { why: t(`satisfaction.hidden.${rating.hiddenWhy}`) })
    : t(`satisfaction.words.${rating.wordsState}`);

/** That somebody rated in the applicant's name; his name only for who has signed in. Null: nobody did. */
export async function delegateWords(
  { t, db }: Pick<Ctx, 't' | 'db'>,
  { accountId }: Author,
  rater: Rater,
): Promise<string | null> {
  if (!accountId) return null;
  const name = rater === 'tracking' ? undefined : (await findAccount(db, accountId))?.name;
  return name ? t('satisfaction.by-delegate', { name }) : t('satisfaction.by-some-delegate');
}

/** That there is a rating which the reader neither reads nor replaces. */
const anothers = ({ t }: Ctx, dossier: Dossier, rating: Rating, rater: Rater): Html =>
  rater === 'tracking'
    ? note(
        html`${t('satisfaction.by-account', { date: formatDate(rating.ratedAt) })} <a href="${ownAddress(dossier.code)}">${t('satisfaction.by-account.open')}</a>`,
      )
    : note(t('satisfaction.by-owner', { name: dossier.applicantName, date: formatDate(rating.ratedAt) }));

function said(ctx: Ctx, rating: Rating, agency: string, by: string | null): Html {
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
    ...(by ? [{ label: t('satisfaction.rater'), value: by }] : []),
    { label: t('satisfaction.rated-at'), value: formatDate(rating.ratedAt) },
  ])}
${answerView(ctx, rating, agency) ?? html`<p class="q">${t('satisfaction.answer.none')}</p>`}`;
}

/**
 * The rating of a dossier, for who may give it: what he has said with the agency's answer, and the form while there is time; only that
 * there is one where another has given it who alone reads it. `sent`: the form was sent and refused.
 */
export async function ratingOf(
  ctx: Ctx,
  dossier: Dossier,
  form: { action: string; rater: Rater; hidden?: Html; errors?: Errors; sent?: boolean; done?: boolean },
): Promise<Html> {
  const { t, db } = ctx;
  const { errors = [], sent = false, rater } = form;
  const before = await findRating(db, dossier.id);
  const until = await ratableUntil(db, dossier, before);
  const open = until !== null && ctx.clock.now() <= until;
  const author = before && (await authorOf(db, ctx.get(casesService).ledger, dossier, before));
  const agency = await agencyName(ctx, before?.agencyId ?? dossier.agencyId);
  const fields = () => ratingForm(ctx, { ...form, before, errors, sent });
  const head = html`<p class="q num">${t('satisfaction.code', { code: dossier.code })}</p>
<h1>${t('satisfaction.title')}</h1>`;
  if (before && author && !mayChange(author, rater))
    return html`${head}${anothers(ctx, dossier, before, rater)}`;
  const by = author ? await delegateWords(ctx, author, rater) : null;
  return html`${head}
<p>${t('satisfaction.about')} <b>${vietnamese(t, agency)}</b></p>
${form.done && html`<div role="status">${note(t('satisfaction.done'))}</div>`}
${before && said(ctx, before, agency, by)}
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
