import type { Env } from '#platform/env';
import { NotFound } from '#platform/errors';
import type { Ctx, Visitor } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { dossierFor } from '../access/check.ts';
import type { Action } from '../access/table.ts';
import { findDossierByCode } from '../read/dossier.ts';
import { BY_DELEGATE } from '../read/names.ts';
import { tidyCode } from '../read/track.ts';
import type { Dossier } from '../types.ts';

/** Enters, once an hour, that somebody opened the dossier of whoever lets him act in his name: its owner may know. */
export async function enterDelegateLook(
  { db, get }: Pick<Env, 'db' | 'get'>,
  visitor: Visitor,
  { id, applicantId }: Pick<Dossier, 'id' | 'applicantId'>,
): Promise<void> {
  if (visitor.kind !== 'citizen' || visitor.accountId === applicantId) return;
  const reading = {
    subject: `dossier:${id}`,
    actor: visitor.accountId,
    purpose: BY_DELEGATE,
    by: 'delegate',
  } as const;
  await db.tx(tx => get(ledgerService).recordAccess(tx, reading));
}

/**
 * The visitor's own dossier by the code in the address, or that of whoever lets him act in his name, which is entered. Throws NotFound: to
 * everybody else it does not exist; NotAllowed where he may open it but not do this.
 */
export async function openOwn(ctx: Ctx, action: Action = 'read'): Promise<Dossier> {
  const code = tidyCode(ctx.req.params.code ?? '').slice(0, 60);
  const found = await findDossierByCode(ctx.db, code);
  if (!found) throw NotFound();
  const dossier = await dossierFor(ctx.db, ctx.visitor, found.id, action, ctx.clock.now());
  await enterDelegateLook(ctx, ctx.visitor!, dossier);
  return dossier;
}
