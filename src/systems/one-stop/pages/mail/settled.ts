import {
  casesService,
  type Dossier,
  findDossier,
  loadProcedure,
  type Mailing,
  storyOf,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import type { Answer, Ctx } from '#platform/http';
import { toldPage } from '../overtaken.ts';
import { deedWords } from '../story-section.ts';
import { ownLetter } from './reach.ts';

/** What ends the wait of a letter that came back because another paper took the place of what is in it; noted with the return where that was before. */
const REPLACES: ReadonlySet<string> = new Set(['result-corrected', 'result-reissued', 'mail-returned']);
const SETTLES: ReadonlySet<string> = new Set([...REPLACES, 'handed-over', 'mail-sent-again']);

/** What is noted of a letter that the operator delivered, or brought back. */
const NOTES: ReadonlySet<string> = new Set(['mail-delivered', 'mail-returned']);

/** What became of a letter that came back, or was noted of one under way: who did what with it and when, and what is to be done with a paper that holds no more. */
async function settledWords(ctx: Ctx, dossier: Dossier, letter: Mailing): Promise<string> {
  const { settledAt } = letter;
  const noted = !settledAt && (letter.deliveredOn !== null || letter.returnedOn !== null);
  const { t } = ctx;
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const deed = story.happenings.find(
    h =>
      h.who !== null &&
      (noted ? NOTES.has(h.kind) : SETTLES.has(h.kind) && h.at.getTime() === settledAt?.getTime()),
  );
  const about = noted
    ? `${t('error.MAIL_SETTLED.what', { code: letter.code })}.`
    : t('one-stop.mail.not-back');
  if (!deed) return `${about} ${t('one-stop.overtaken.somehow')}`;
  const { graph } = await loadProcedure(ctx.db, dossier);
  const said = t(deed.actor === ctx.visitor?.accountId ? 'one-stop.seen.own' : 'one-stop.seen.by', {
    who: deed.who ?? '',
    deed: deedWords(ctx, story, graph, deed),
    at: formatDateTime(deed.at),
  });
  return `${about} ${said}.${!noted && REPLACES.has(deed.kind) ? ` ${t('one-stop.mail.replaced')}` : ''}`;
}

/**
 * An act on the letter of the address, which came back, or what is noted of it: where it lies at the counter no more, whoever comes second reads what became of it, by whom
 * and when, and keeps what he had typed. Throws what `act` throws else.
 */
export async function orTellOfLetter<T>(ctx: Ctx, act: () => Promise<T>): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'MAIL_SETTLED') throw error;
    const letter = await ownLetter(ctx);
    const dossier = await findDossier(ctx.db, letter.dossierId);
    if (!dossier) throw error;
    const title = ctx.t(`one-stop.overtaken.${ctx.req.method === 'GET' ? 'over' : 'title'}`);
    const words = await settledWords(ctx, dossier, letter);
    return toldPage(ctx, dossier, words, { title, status: error.status });
  }
}
