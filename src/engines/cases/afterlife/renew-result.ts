import type { FormData } from '#engines/forms';
import { localDate } from '#platform/clock';
import { type Db, newId, type Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { DossierChanged, NoAgency, NothingCorrected } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { settleReplaced } from '../mail/replaced.ts';
import { heirOf } from '../process/heir.ts';
import { contentOf } from '../read/content.ts';
import { listResults } from '../read/dossier.ts';
import { refuseUnseen } from '../read/seen.ts';
import { drawnUpAt } from '../results/corrected-under.ts';
import { refuseFallen } from '../results/fallen.ts';
import { templateOf } from '../results/file-of-result.ts';
import type { Issuer } from '../results/issuer.ts';
import { keepResult } from '../results/keep-result.ts';
import type { DrawnNumber } from '../results/number.ts';
import { firstIssueOf } from '../results/paper-chain.ts';
import { referenceOf } from '../results/reference.ts';
import { signedPaper, storePaper } from '../results/signed-paper.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import { type ActOnResult, actNumber, endResult, lockResult } from './begin-act.ts';
import { correctedContent } from './corrected-content.ts';
import { type DrawnFrom, drawnFrom, withAnswers } from './drawn-from.ts';
import { followCorrection } from './follow-correction.ts';
import { findActOn, listResultActs } from './read-acts.ts';
import { tellIssuers } from './tell-issuers.ts';
import type { Change, ResultAct } from './types.ts';
import type { Outcomes } from './with-said.ts';

export type Renewal = ActOnResult & {
  kind: 'correction' | 'reissue';
  reason: string;
  signerName: string;
  /** Of a correction: all answers as they should have stood, checked against the form by the caller. */
  data?: FormData;
  /** Of a correction: what steps said as they should have, over what the dossier has; checked by the caller, too. */
  said?: Outcomes | null;
  /** The mark with which the dossier was shown to who signs (`seenMark`); of nobody who looked at a page, absent. */
  seen?: string;
};

type Prepared = {
  done: ResultAct | null;
  dossier: Dossier;
  result: Result;
  issuer: Issuer;
  drawn: DrawnNumber;
  /** What the new paper is drawn from. */
  from: DrawnFrom;
  changes: Change[] | null;
  /** What the dossier was then (`contentOf`). */
  content: string;
  /** Of a copy: when what it says was drawn up. */
  copied: { drawnUpAt?: Date };
};

const KINDS = ['correction', 'reissue'] as const;

async function prepare(tx: Tx, deps: CaseDeps, input: Renewal, actor: Actor): Promise<Prepared | ResultAct> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return done;
  const content = await contentOf(tx, deps, dossier);
  if (input.seen !== undefined) refuseUnseen(dossier, content, input.seen);
  const { at } = actor;
  const template = await templateOf(tx, deps, dossier, result.kind);
  const agency = await heirOf(tx, dossier, result.agencyId, localDate(at));
  if (!agency) throw NoAgency({ code: dossier.code });
  const issuer = { template, agencyId: agency.id };
  const known = {
    results: await listResults(tx, dossier.id),
    resultActs: await listResultActs(tx, dossier.id),
  };
  const corrects = input.kind === 'correction';
  if (corrects) await refuseFallen(tx, deps, dossier, [{ produces: template.kind }], at);
  const { from, changes } = corrects
    ? await correctedContent(tx, deps, { dossier, result, issuer, known }, input, at)
    : { from: await drawnFrom(tx, dossier, result), changes: null };
  if (changes?.length === 0) throw NothingCorrected();
  const book = { agencyId: agency.id, book: template.kind, form: template.number };
  const drawn = await actNumber(tx, result.id, book, at);
  const copied = corrects ? {} : { drawnUpAt: drawnUpAt(known, result) };
  return { done: null, dossier, result, issuer, drawn, from, changes, content, copied };
}

/**
 * A result is issued anew in the place of one that holds: with a slip of the pen corrected, or the same again for a copy that
 * was lost or spoilt. A copy cites what its original cites; a correction begins with what was mended meanwhile on results that it rests on. It has a number of its own, refers to the first on paper, and is signed anew by the person and by the agency
 * (or its successor); the first holds no more. As the first it is drawn and signed between two transactions. Asked for again with
 * the same `id` it changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | the dossier has no such result |
 * | RESULT_ENDED | it was corrected, reissued or revoked before |
 * | NOTHING_CORRECTED | answers that may stand on it and what steps said are those that it was drawn from, and it cites what holds |
 * | RESULT_BASIS_FALLEN | of a correction: a result that it rests on was revoked |
 * | DOSSIER_CHANGED | it is not as it was shown, or was changed while the paper was being signed |
 * | REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE | the applicant is not told why |
 * | NO_AGENCY, NO_RESULT_TEMPLATE | nobody could issue it today |
 */
export async function renewResult(
  db: Db,
  deps: CaseDeps,
  input: Renewal,
  actor: Actor,
): Promise<{ act: ResultAct; repeated: boolean }> {
  const reason = writtenReason(input.reason);
  const prepared = await db.tx(tx => prepare(tx, deps, input, actor));
  if (!('issuer' in prepared)) return { act: prepared, repeated: true };
  const { dossier, result, issuer, drawn, from, changes, copied } = prepared;
  const first = await firstIssueOf(db, result);
  const renews = { kind: input.kind, result, changes: changes ?? [], firstIssuedAt: first.at };
  const id = newId();
  const pdf = await signedPaper(
    db,
    deps,
    await withAnswers(db, dossier, from),
    {
      id,
      ...issuer,
      number: drawn.number,
      inPlaceOf: { id: result.id, reference: referenceOf(renews), first, ...copied },
    },
    input.signerName,
    actor,
  );
  return db.tx(tx => conclude(tx, deps, { ...input, reason }, actor, prepared, { id, pdf }));
}

async function conclude(
  tx: Tx,
  deps: CaseDeps,
  input: Renewal,
  actor: Actor,
  { issuer, drawn, from, changes, content }: Prepared,
  signed: { id: string; pdf: Buffer },
): Promise<{ act: ResultAct; repeated: boolean }> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return { act: done, repeated: true };
  if ((await contentOf(tx, deps, dossier)) !== content) throw DossierChanged({ code: dossier.code });
  const { at } = actor;
  const { number } = drawn;
  const sha256 = await storePaper(tx, deps, signed.pdf, at);
  const { kind } = issuer.template;
  await endResult(tx, result, 'replaced', at, input.reason);
  await keepResult(tx, dossier, issuer, drawn, { id: signed.id, sha256 }, actor);
  await tx.run(
    `INSERT INTO cases.result_act (id, result_id, dossier_id, kind, at, by, post_id, agency_id, reason, new_result_id, data, changes, said)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      input.id,
      result.id,
      dossier.id,
      input.kind,
      at,
      actor.accountId,
      actor.postId,
      issuer.agencyId,
      input.reason,
      signed.id,
      changes && JSON.stringify(from.data),
      changes && JSON.stringify(changes),
      changes && from.said && JSON.stringify(from.said),
    ],
  );
  const now = changes ? await followCorrection(tx, dossier, at) : dossier;
  const renamed = now.ownerName !== dossier.ownerName;
  await record(
    tx,
    deps.ledger,
    now,
    actor,
    input.kind === 'correction' ? 'result-corrected' : 'result-reissued',
    {
      act: input.id,
      of: result.id,
      was: result.number,
      result: signed.id,
      resultKind: kind,
      number,
      sha256,
      ...(renamed ? { renamed } : {}),
    },
    { reason: input.reason, ...(changes ? { changes } : {}), ...(renamed ? { owner: now.ownerName } : {}) },
  );
  await settleReplaced(tx, dossier.id, at);
  await keepNewPaper(tx, dossier, at);
  if (changes) await tellIssuers(tx, deps, now, result, at);
  const act = await findActOn(tx, result.id);
  if (!act) throw new Error(`the act on result ${result.id} is not there`);
  return { act, repeated: false };
}
