import { reaches } from '#engines/identity';
import { findAgency, listAgencyVersions } from '#engines/organisation';
import type { Level, Rating } from '#engines/ratings';
import { formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, hideContacts, html, lines, note, status, type Tone, vietnamese } from '#ui';

export const TRACKED = '/danh-gia';
export const STAFF = '/can-bo/danh-gia';
export const agencyAddress = (agencyId: string): string => `${TRACKED}/co-quan/${agencyId}`;
export const ownAddress = (code: string): string => `/ho-so/${code}/danh-gia`;

const TONE: Readonly<Record<Level, Tone>> = { 5: 'done', 4: 'done', 3: 'hold', 2: 'soon', 1: 'late' };

/** How satisfied, in words with a colour and an icon. */
export const levelChip = ({ t }: Ctx, level: Level): Html =>
  status(TONE[level], t(`satisfaction.level.${level}`));

/** What was ticked, as one line; empty where nothing was. */
export const reasonsText = ({ t }: Ctx, rating: Pick<Rating, 'reasons'>): string =>
  rating.reasons.map(r => t(`satisfaction.reason.${r}`)).join('; ');

/** What people wrote of an agency, as an official may read it: whole where he may read personal data there. */
export const wordsShown = async (ctx: Ctx, agencyId: string): Promise<(words: string) => string> =>
  (await reaches(ctx, 'dossier.read-personal', agencyId)) ? words => words : hideContacts;

/** The agency's answer, for whoever may read it; `shown`: what of its words. */
export const answerView = (
  ctx: Ctx,
  rating: Rating,
  agency: string,
  shown: (words: string) => string = words => words,
): Html | null =>
  rating.answer === null || !rating.answeredAt
    ? null
    : note(html`<b>${ctx.t('satisfaction.answer.of')} ${vietnamese(ctx.t, agency)}</b>, ${formatDate(rating.answeredAt)}<br>
${lines(shown(rating.answer))}`);

/** What an agency is called today, or was called last; empty for one that there never was. */
export async function agencyName(ctx: Ctx, id: string): Promise<string> {
  const today = await findAgency(ctx.db, id, localDate(ctx.clock.now()));
  return (today ?? (await listAgencyVersions(ctx.db, id)).at(-1))?.name ?? '';
}
