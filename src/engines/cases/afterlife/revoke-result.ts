import type { Db, Tx } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { BasisMissing, RevocationChanged } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { signByBoth, storePaper } from '../results/signed-paper.ts';
import type { Actor } from '../types.ts';
import { actNumber, endResult, lockResult } from './begin-act.ts';
import { decisionPaper } from './decision-paper.ts';
import { findActOn } from './read-acts.ts';
import {
  decidingAgency,
  type Ending,
  NUMBER_FORM,
  type Revocation,
  revocationContent,
  revocationMark,
} from './revocation-content.ts';
import { endNotice } from './tell-issuers.ts';
import type { ResultAct } from './types.ts';

export type { Revocation } from './revocation-content.ts';

const KINDS = ['revocation', 'annulment'] as const;
/** The book in which an agency numbers such decisions. */
const BOOK = 'result-decision';

async function prepare(tx: Tx, deps: CaseDeps, input: Revocation, actor: Actor): Promise<Ending | ResultAct> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return done;
  const agencyId = decidingAgency(actor, result);
  if (input.shown !== undefined) {
    const of = await revocationContent(tx, { dossier, result, agencyId, number: '' }, input, actor);
    if (input.shown !== revocationMark(deps, of)) throw RevocationChanged();
  }
  const { number } = await actNumber(tx, result.id, { agencyId, book: BOOK, form: NUMBER_FORM }, actor.at);
  return { dossier, result, agencyId, number };
}

async function draw(db: Db, deps: CaseDeps, input: Revocation, actor: Actor, ending: Ending) {
  const { agencyId, number } = ending;
  const of = await revocationContent(db, ending, input, actor);
  const drawn = await renderPaper(decisionPaper(deps.site, of));
  const order = { reason: `Quyết định số ${number}`, location: of.areaName, at: actor.at };
  return signByBoth(deps, drawn, order, actor, agencyId);
}

/**
 * A result is ended by a decision of the agency that issued it, or of one above: it holds no more, and nothing takes its place. The
 * decision is a signed paper of its own, numbered in the agency's book, which says by what law and why. Asked for again with the
 * same `id` it changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | the dossier has no such result |
 * | RESULT_ENDED | it was corrected, reissued or revoked before |
 * | REVOCATION_CHANGED | the decision would not be as it was shown |
 * | BASIS_MISSING | no law is named that the decision rests on |
 * | REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE | the applicant is not told why |
 */
export async function revokeResult(
  db: Db,
  deps: CaseDeps,
  wish: Revocation,
  actor: Actor,
): Promise<{ act: ResultAct; repeated: boolean }> {
  if (!wish.basis.trim()) throw BasisMissing();
  const input = { ...wish, reason: writtenReason(wish.reason), basis: writtenReason(wish.basis) };
  const prepared = await db.tx(tx => prepare(tx, deps, input, actor));
  if (!('result' in prepared)) return { act: prepared, repeated: true };
  const pdf = await draw(db, deps, input, actor, prepared);
  return db.tx(tx => conclude(tx, deps, input, actor, prepared, pdf));
}

async function conclude(
  tx: Tx,
  deps: CaseDeps,
  input: Revocation,
  actor: Actor,
  { agencyId, number }: Ending,
  pdf: Buffer,
): Promise<{ act: ResultAct; repeated: boolean }> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return { act: done, repeated: true };
  const sha256 = await storePaper(tx, deps, pdf, actor.at);
  await endResult(tx, result, 'revoked', actor.at, input.reason);
  await endNotice(tx, dossier.id, result, actor.at);
  await tx.run(
    `INSERT INTO cases.result_act (id, result_id, dossier_id, kind, at, by, post_id, agency_id, reason, number, basis, sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      input.id,
      result.id,
      dossier.id,
      input.kind,
      actor.at,
      actor.accountId,
      actor.postId,
      agencyId,
      input.reason,
      number,
      input.basis,
      sha256,
    ],
  );
  await record(
    tx,
    deps.ledger,
    dossier,
    actor,
    'result-revoked',
    {
      act: input.id,
      how: input.kind,
      of: result.id,
      was: result.number,
      resultKind: result.kind,
      number,
      sha256,
    },
    { reason: input.reason, basis: input.basis },
  );
  await keepNewPaper(tx, dossier, actor.at);
  const act = await findActOn(tx, result.id);
  if (!act) throw new Error(`the act on result ${result.id} is not there`);
  return { act, repeated: false };
}
