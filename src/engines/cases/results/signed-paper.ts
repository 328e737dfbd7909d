import type { Queryable, Tx } from '#platform/db';
import type { RenderedPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import type { Actor, Dossier } from '../types.ts';
import type { Issuer } from './issuer.ts';
import { type InPlaceOf, renderResult } from './render.ts';
import { titleOf } from './signatory.ts';

type Order = { reason: string; location: string; at: Date };

/** Signs a drawn paper: first whoever acts, then the agency that issues it. To be called outside a transaction. */
export async function signByBoth(
  deps: Pick<CaseDeps, 'trust'>,
  drawn: RenderedPaper,
  order: Order,
  actor: Actor,
  agencyId: string,
): Promise<Buffer> {
  const byPerson = await deps.trust.signPdf(drawn.pdf, {
    ...order,
    signer: { kind: 'person', accountId: actor.accountId, agencyId: actor.agencyId ?? agencyId },
    ...(drawn.anchors.person ? { appearance: drawn.anchors.person } : {}),
    reserve: ['agency'],
  });
  // The seal lies over the left third of the signature, in the same place (Decree 30/2020/NĐ-CP, annex I).
  const seal = drawn.anchors.agency ?? drawn.anchors.person;
  const { pdf } = await deps.trust.signPdf(byPerson.pdf, {
    ...order,
    signer: { kind: 'agency', agencyId },
    ...(seal ? { appearance: seal } : {}),
  });
  return pdf;
}

/** Draws a result and signs it. To be called outside a transaction. */
export async function signedPaper(
  q: Queryable,
  deps: CaseDeps,
  dossier: Dossier,
  result: Issuer & { id: string; number: string; inPlaceOf?: InPlaceOf },
  signerName: string,
  actor: Actor,
): Promise<Buffer> {
  const signatory = { name: signerName, title: await titleOf(q, actor, actor.at) };
  const drawn = await renderResult(q, deps, dossier, { ...result, signatory, issuedAt: actor.at });
  const order = { reason: `${drawn.title} số ${result.number}`, location: drawn.place, at: actor.at };
  return signByBoth(deps, drawn, order, actor, result.agencyId);
}

/** Stores a signed paper with its signatures. Returns its digest. */
export async function storePaper(tx: Tx, deps: CaseDeps, pdf: Buffer, at: Date): Promise<string> {
  const { sha256 } = await deps.files.put(tx, { bytes: pdf, own: true });
  await deps.trust.record(tx, sha256, pdf, at);
  return sha256;
}
