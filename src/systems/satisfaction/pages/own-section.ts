import type { Dossier } from '#engines/cases';
import { findRating, isOver } from '#engines/ratings';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { levelChip, ownAddress } from '../view.ts';

/** On the applicant's page of a dossier that is over: the way to his rating, or what he has said. */
export async function ownSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  if (!isOver(dossier)) return null;
  const { t } = ctx;
  const rating = await findRating(ctx.db, dossier.id);
  const link = (key: string) => html`<a href="${ownAddress(dossier.code)}">${t(key)}</a>`;
  const heading = html`<h2>${t('satisfaction.section.title')}</h2>
`;
  if (!rating) return html`${heading}<p>${link('satisfaction.section.give')}</p>`;
  const key = rating.answer === null ? 'satisfaction.section.given' : 'satisfaction.section.answered';
  return html`${heading}<p>${levelChip(ctx, rating.level)} ${link(key)}</p>`;
}
