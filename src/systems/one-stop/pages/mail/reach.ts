import {
  type Actor,
  findMailing,
  findMailList,
  type Mailing,
  type MailList,
  officesOf,
  postAt,
} from '#engines/cases';
import type { Agency } from '#engines/organisation';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';

export const MAIL = '/can-bo/buu-chinh';
/** A letter's page. */
export const LETTER = `${MAIL}/thu/:letter`;
/** Where on that page the letters are that went out and are not finished. */
export const OPEN = 'da-gui';
/** The dossiers whose letters are ticked. */
export const PICKED = 'thu';
/** Where a dossier's result is put on a list for the postal operator: ticked already, whatever way its applicant had chosen. */
export const toPostPath = ({ id }: { id: string }): string => `${MAIL}?${PICKED}=${id}`;
export const listPath = (list: { id: string }): string => `${MAIL}/bang-ke/${list.id}`;
export const letterPath = (letter: { id: string }): string => `${MAIL}/thu/${letter.id}`;

/** The offices whose letters the visitor sees: those where he receives, and hands over. */
export const mailOffices = (ctx: Ctx): Promise<Agency[]> => officesOf(ctx.db, ctx.visitor!, ctx.clock.now());

async function mustBeMine(ctx: Ctx, agencyId: string): Promise<void> {
  if (!(await mailOffices(ctx)).some(o => o.id === agencyId)) throw NotFound();
}

/** The list of the address, of an office of the visitor's. Throws NotFound. */
export async function ownList(ctx: Ctx): Promise<MailList> {
  const list = await findMailList(ctx.db, ctx.req.params.list ?? '');
  if (!list) throw NotFound();
  await mustBeMine(ctx, list.agencyId);
  return list;
}

/** The letter of the address, of an office of the visitor's. Throws NotFound. */
export async function ownLetter(ctx: Ctx): Promise<Mailing> {
  const letter = await findMailing(ctx.db, ctx.req.params.letter ?? '');
  if (!letter) throw NotFound();
  await mustBeMine(ctx, letter.agencyId);
  return letter;
}

/** The visitor in the post through which he serves the office. */
export const actorFor = (ctx: Ctx, agencyId: string): Actor => ({
  accountId: ctx.visitor!.accountId,
  postId: postAt(ctx.visitor!, agencyId),
  agencyId,
  at: ctx.clock.now(),
});
