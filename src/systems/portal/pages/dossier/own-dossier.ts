import {
  type Dossier,
  dossierFor,
  findDossierByCode,
  type SupplementRequest,
  tidyCode,
} from '#engines/cases';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';

/** The visitor's own dossier by the code in the address. Throws NotFound: to everybody else it does not exist. */
export async function ownDossier(
  ctx: Ctx,
  action: 'read' | 'answer' | 'supplement' | 'withdraw' = 'read',
): Promise<Dossier> {
  const found = await findDossierByCode(ctx.db, tidyCode(ctx.req.params.code ?? ''));
  if (!found) throw NotFound();
  return dossierFor(ctx.db, ctx.visitor, found.id, action, ctx.clock.now());
}

/** `/ho-so/CODE` */
export const addressOf = (dossier: Pick<Dossier, 'code'>): string => `/ho-so/${dossier.code}`;

/** Where the slip of a request for supplement is downloaded. */
export const slipAddress = (dossier: Pick<Dossier, 'code'>, request: Pick<SupplementRequest, 'id'>): string =>
  `${addressOf(dossier)}/phieu/bo-sung-${request.id}.pdf`;
