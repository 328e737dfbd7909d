import {
  actorAt,
  type Dossier,
  type DossierFacts,
  dossierFor,
  findDossierByCode,
  lookPurpose,
  readFor,
} from '#engines/cases';
import { readDossierCode } from '#engines/numbering';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';

/**
 * The dossier of the address, for an official who may read it. That he opened it, or a paper of it, is itself an entry (one an
 * hour): the citizen sees who looked. Throws NotFound.
 */
export async function openDossier(ctx: Ctx, id: string): Promise<{ dossier: Dossier; facts: DossierFacts }> {
  const { dossier, facts } = await readFor(ctx.db, ctx.visitor, id, ctx.clock.now());
  await noteOpened(ctx, { dossier, facts });
  return { dossier, facts };
}

/** The same of a dossier that was read for him already: the entry alone. */
export const noteOpened = (
  ctx: Ctx,
  { dossier, facts }: { dossier: Dossier; facts: DossierFacts },
): Promise<void> => noteLook(ctx, dossier, facts, lookPurpose(ctx.visitor!, facts));

/** Enters that the visitor looked into a dossier, and what for. */
export async function noteLook(
  ctx: Ctx,
  dossier: Pick<Dossier, 'id'>,
  facts: DossierFacts,
  purpose: string,
): Promise<void> {
  const visitor = ctx.visitor!;
  const { postId, agencyId } = actorAt(visitor, ctx.clock.now(), facts, 'dossier.read');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${dossier.id}`,
      actor: visitor.accountId,
      post: postId,
      agency: agencyId,
      purpose,
    }),
  );
}

/**
 * The id of the dossier whose code stands in the address, as on every slip, for an official who may read it; undefined where
 * no code stands there. Throws NotFound, also where there is one that he may not read.
 */
export async function idByCode(ctx: Ctx, asked: string): Promise<string | undefined> {
  const code = readDossierCode(asked);
  if (!code) return undefined;
  const found = await findDossierByCode(ctx.db, code);
  return (await dossierFor(ctx.db, ctx.visitor, found?.id ?? '', 'read', ctx.clock.now())).id;
}
