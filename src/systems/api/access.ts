import { type Dossier, factsOf, findDossierByCode, tidyCode } from '#engines/cases';
import { decide } from '#engines/identity';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { hideContacts, hideNames, maskEmail, maskPhone } from '#ui';
import { clientOf } from './client.ts';
import type { Scope } from './scopes.ts';

/** Whether the program of the token handed the dossier in: it acts for whose it is, and has all that stands in it. */
const handedIn = async (ctx: Ctx, { id }: Dossier): Promise<boolean> =>
  (await ctx.db.maybe('SELECT FROM api.submission WHERE dossier_id = $1 AND token_id = $2', [
    id,
    clientOf(ctx).tokenId,
  ])) !== undefined;

/**
 * Whether the token may see a dossier: the token submitted it, or the dossier is (or has a step) at the token's agency or
 * one below it, as the agencies stand today.
 */
export async function maySee(ctx: Ctx, dossier: Dossier, scope: Scope): Promise<boolean> {
  if (await handedIn(ctx, dossier)) return true;
  const { places } = await factsOf(ctx.db, dossier, ctx.clock.now());
  const grants = ctx.visitor?.grants ?? [];
  return places.some(path => decide(grants, scope, path, dossier.field));
}

/** A dossier as a program may know it. */
export type Read = {
  dossier: Dossier;
  /** What somebody wrote, as the program may read it. */
  shown(text: string): string;
};

/**
 * The dossier as a token knows it that did not hand it in: no number to call and no address to write to, and what officials wrote to the applicant without
 * his name and numbers. No scope gives those.
 */
function masked(dossier: Dossier): Read {
  const { phone, email, ownerName, applicantName } = dossier;
  return {
    dossier: { ...dossier, phone: phone && maskPhone(phone), email: email && maskEmail(email) },
    shown: text => hideContacts(hideNames(text, [ownerName, applicantName])),
  };
}

/**
 * The dossier that the address names, for a token that may see it; that it was read is entered in the ledger (Law
 * 91/2025/QH15: the person may know who looked). Throws NotFound, the same for one that is not there and one that is not his.
 */
export async function readDossier(ctx: Ctx): Promise<Read> {
  const dossier = await findDossierByCode(ctx.db, tidyCode(ctx.req.params.code ?? ''));
  if (!dossier || !(await maySee(ctx, dossier, 'dossiers.read'))) throw NotFound();
  const { tokenId, agencyId } = clientOf(ctx);
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${dossier.id}`,
      actor: tokenId,
      agency: agencyId,
      purpose: 'integrate',
      by: 'program',
    }),
  );
  return (await handedIn(ctx, dossier)) ? { dossier, shown: text => text } : masked(dossier);
}
