import { casesService, type Dossier } from '#engines/cases';
import { authorOf, findRating, isOver, mayChange, raterOf } from '#engines/ratings';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { levelChip, ownAddress } from '../view.ts';
import { delegateWords } from './rated.ts';

/** On the applicant's page of a dossier that is over: the way to his rating, or what he has said, or who acts in his name. */
export async function ownSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  if (!isOver(dossier)) return null;
  const { t } = ctx;
  const rating = await findRating(ctx.db, dossier.id);
  const link = (key: string) => html`<a href="${ownAddress(dossier.code)}">${t(key)}</a>`;
  const rater = raterOf(dossier, ctx.visitor!.accountId);
  const author = rating && (await authorOf(ctx.db, ctx.get(casesService).ledger, dossier, rating));
  const his = rater === 'applicant' && author?.by !== 'delegate';
  const heading = html`<h2>${t(his ? 'satisfaction.section.title' : 'satisfaction.title')}</h2>
`;
  if (!rating || !author) return html`${heading}<p>${link('satisfaction.section.give')}</p>`;
  if (!mayChange(author, rater)) {
    const owner = { name: dossier.applicantName, date: formatDate(rating.ratedAt) };
    return html`${heading}<p>${t('satisfaction.by-owner', owner)}</p>`;
  }
  const by = await delegateWords(ctx, author, rater);
  const key = rating.answer === null ? 'satisfaction.section.given' : 'satisfaction.section.answered';
  return html`${heading}<p>${levelChip(ctx, rating.level)} ${by && html`<span class="q">${by}</span> `}${link(key)}</p>`;
}
