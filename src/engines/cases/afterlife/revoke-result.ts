import { findAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Db, Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { BasisMissing } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { namesOn } from '../results/names.ts';
import { chainOf } from '../results/paper-chain.ts';
import { titleOf } from '../results/signatory.ts';
import { signByBoth, storePaper } from '../results/signed-paper.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import { type ActOnResult, actNumber, endResult, lockResult } from './begin-act.ts';
import { type DecisionInput, drawDecision } from './decision-paper.ts';
import { drawnFrom, withAnswers } from './drawn-from.ts';
import { findActOn } from './read-acts.ts';
import { endNotice } from './tell-issuers.ts';
import type { ResultAct } from './types.ts';

export type Revocation = ActOnResult & {
  /** Revoked from now on (thu hồi), or annulled because it was against the law from the first (hủy bỏ). */
  kind: 'revocation' | 'annulment';
  reason: string;
  /** The law that the decision rests on: article and document, a line each. */
  basis: string;
  signerName: string;
};

const KINDS = ['revocation', 'annulment'] as const;
/** The book in which an agency numbers such decisions. */
const BOOK = 'result-decision';

type Prepared = { dossier: Dossier; result: Result; agencyId: string; number: string };

async function prepare(tx: Tx, input: Revocation, actor: Actor): Promise<Prepared | ResultAct> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return done;
  const agencyId = actor.agencyId ?? result.agencyId;
  const { number } = await actNumber(
    tx,
    result.id,
    { agencyId, book: BOOK, form: '{{so}}/QĐ-{{co-quan}}' },
    actor.at,
  );
  return { dossier, result, agencyId, number };
}

async function draw(db: Db, deps: CaseDeps, input: Revocation, actor: Actor, prepared: Prepared) {
  const { dossier, result, agencyId, number } = prepared;
  const { agency, areaName, superior } = await namesOn(db, dossier, agencyId, actor.at);
  const issuer = await findAgency(db, result.agencyId, localDate(result.issuedAt));
  const decision: DecisionInput = {
    id: input.id,
    kind: input.kind,
    dossier: await withAnswers(db, dossier, await drawnFrom(db, dossier, result)),
    matter: (await getProcedureVersion(db, dossier.procedureVersionId)).name,
    result,
    chain: await chainOf(db, result),
    number,
    basis: input.basis,
    reason: input.reason,
    at: actor.at,
    agencyName: agency.name,
    issuedBy: issuer?.name ?? agency.name,
    superior,
    areaName,
    signatory: { name: input.signerName, title: await titleOf(db, actor, actor.at) },
  };
  const drawn = await drawDecision(deps.site, decision);
  const order = { reason: `Quyết định số ${number}`, location: areaName, at: actor.at };
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
  const prepared = await db.tx(tx => prepare(tx, input, actor));
  if (!('result' in prepared)) return { act: prepared, repeated: true };
  const pdf = await draw(db, deps, input, actor, prepared);
  return db.tx(tx => conclude(tx, deps, input, actor, prepared, pdf));
}

async function conclude(
  tx: Tx,
  deps: CaseDeps,
  input: Revocation,
  actor: Actor,
  { agencyId, number }: Prepared,
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
