import { findAccount } from '#engines/identity';
import { findPostOfAnyDay } from '#engines/organisation';
import type { Db, Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../acts/record.ts';
import { drawnFrom, withAnswers } from '../afterlife/drawn-from.ts';
import type { CaseDeps } from '../deps.ts';
import { NoResultTemplate } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { findDossier, findResult, lockDossier } from '../read/dossier.ts';
import type { Dossier, Result } from '../types.ts';
import { templateFor } from './render.ts';
import { signedPaper, storePaper } from './signed-paper.ts';
import type { ResultTemplate } from './template.ts';

/** The template that a result of this kind was issued by: that of the step of signing that gives it. Throws NoResultTemplate. */
export async function templateOf(
  db: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
  kind: string,
): Promise<ResultTemplate> {
  const { graph } = await loadProcedure(db, dossier);
  for (const node of graph.nodes.values()) {
    if (node.act !== 'sign') continue;
    const template = await templateFor(db, deps, dossier, node.produces);
    if (template.kind === kind) return template;
  }
  throw NoResultTemplate({ code: kind });
}

/**
 * Digest of a result's signed PDF, to be opened in the file store. That of a synthetic dossier is drawn and signed when it is asked
 * for first, as of the time and by the hand that issued it, with an entry of its own at `now`.
 * Throws NOT_FOUND, NO_RESULT_TEMPLATE, and what the trust service throws.
 */
export async function fileOfResult(db: Db, deps: CaseDeps, result: Result, now: Date): Promise<string> {
  if (result.sha256) return result.sha256;
  const dossier = await findDossier(db, result.dossierId);
  if (!dossier) throw NotFound();
  const { id, kind, number, agencyId, issuedAt, signedBy, signedPost } = result;
  const template = await templateOf(db, deps, dossier, kind);
  const signer = await findAccount(db, signedBy);
  const post = signedPost ? await findPostOfAnyDay(db, signedPost) : undefined;
  const actor = {
    accountId: signedBy,
    postId: signedPost,
    agencyId: post?.agencyId ?? agencyId,
    at: issuedAt,
  };
  const pdf = await signedPaper(
    db,
    deps,
    await withAnswers(db, dossier, await drawnFrom(db, dossier, result)),
    { id, template, agencyId, number },
    signer?.name ?? '',
    actor,
  );
  return db.tx(async tx => {
    const locked = await lockDossier(tx, dossier.id);
    // Somebody else has opened it meanwhile: one result, one paper.
    const drawn = (await findResult(tx, id))?.sha256;
    if (drawn) return drawn;
    const sha256 = await storePaper(tx, deps, pdf, now);
    await tx.run('UPDATE cases.result SET sha256 = $2 WHERE id = $1', [id, sha256]);
    const system = { accountId: 'system', postId: null, agencyId: null, at: now };
    await record(tx, deps.ledger, locked, system, 'result-drawn', {
      result: id,
      resultKind: kind,
      number,
      sha256,
    });
    return sha256;
  });
}
