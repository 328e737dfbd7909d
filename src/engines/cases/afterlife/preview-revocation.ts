import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { PaperDefinition } from '#platform/pdf';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { BasisMissing, ResultEnded } from '../errors.ts';
import { findDossier, findResult } from '../read/dossier.ts';
import { numberLook } from '../results/number.ts';
import type { Actor } from '../types.ts';
import { decisionPaper } from './decision-paper.ts';
import {
  decidingAgency,
  NUMBER_FORM,
  type Revocation,
  revocationContent,
  revocationMark,
} from './revocation-content.ts';

/** What would be signed: the paper, without its number and the code by which a signed one is checked, and the mark of it. */
type RevocationPreview = { paper: PaperDefinition; mark: string };

/** A decision that ends a result as it would be signed now; refused as `revokeResult` refuses. Nothing is written, and no number drawn. */
export async function previewRevocation(
  q: Queryable,
  deps: Pick<CaseDeps, 'site' | 'vault'>,
  wish: Omit<Revocation, 'id' | 'shown'>,
  actor: Actor,
): Promise<RevocationPreview> {
  if (!wish.basis.trim()) throw BasisMissing();
  const input = { ...wish, id: '', reason: writtenReason(wish.reason), basis: writtenReason(wish.basis) };
  const dossier = await findDossier(q, input.dossierId);
  const result = await findResult(q, input.resultId);
  if (!dossier || result?.dossierId !== dossier.id) throw NotFound();
  if (result.status !== 'valid') throw ResultEnded({ number: result.number });
  const agencyId = decidingAgency(actor, result);
  const number = await numberLook(q, { form: NUMBER_FORM, agencyId }, '…', actor.at);
  const ending = { dossier, result, agencyId, number };
  const of = await revocationContent(q, ending, input, actor);
  const paper = decisionPaper(deps.site, of);
  return {
    paper: { ...paper, blocks: paper.blocks.filter(({ kind }) => kind !== 'qr') },
    mark: revocationMark(deps, of),
  };
}
