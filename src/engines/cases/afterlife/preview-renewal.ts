import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { ResultEnded } from '../errors.ts';
import { findDossier, findResult } from '../read/dossier.ts';
import { numberToCome } from '../results/number.ts';
import { renderResult } from '../results/render.ts';
import { titleOf } from '../results/signatory.ts';
import type { Actor } from '../types.ts';
import { withAnswers } from './drawn-from.ts';
import { type Renewal, renewalContent, renewalMark } from './renewal-content.ts';
import type { Change } from './types.ts';

/** What would be signed: what differs on it, field by field, the mark of it, and the paper, unsigned and without its number. */
export type RenewalPreview = { changes: readonly Change[]; mark: string; draw(): Promise<Buffer> };

/** A correction or a copy as it would be signed now; refused as `renewResult` refuses. Nothing is written, and no number drawn. */
export async function previewRenewal(
  q: Queryable,
  deps: CaseDeps,
  input: Omit<Renewal, 'id' | 'seen' | 'shown'>,
  actor: Actor,
): Promise<RenewalPreview> {
  writtenReason(input.reason);
  const dossier = await findDossier(q, input.dossierId);
  const result = await findResult(q, input.resultId);
  if (!dossier || result?.dossierId !== dossier.id) throw NotFound();
  if (result.status !== 'valid') throw ResultEnded({ number: result.number });
  const { at } = actor;
  const content = await renewalContent(q, deps, { dossier, result }, input, at);
  const { issuer, from, changes, inPlaceOf } = content;
  const draw = async () => {
    const { pdf } = await renderResult(q, deps, await withAnswers(q, dossier, from), {
      id: dossier.id,
      ...issuer,
      number: await numberToCome(q, issuer, at),
      signatory: { name: input.signerName, title: await titleOf(q, actor, at) },
      issuedAt: at,
      preview: true,
      inPlaceOf,
    });
    return Buffer.from(pdf);
  };
  return { changes: changes ?? [], mark: await renewalMark(q, deps, content, input, actor), draw };
}
