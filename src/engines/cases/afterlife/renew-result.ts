import type { FormData } from '#engines/forms';
import { localDate } from '#platform/clock';
import { type Db, newId, type Tx } from '#platform/db';
import { digest } from '../acts/digest.ts';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow, NoAgency, NothingCorrected } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { settleReplaced } from '../mail/replaced.ts';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import { templateOf } from '../results/file-of-result.ts';
import type { Issuer } from '../results/issuer.ts';
import { keepResult } from '../results/keep-result.ts';
import type { DrawnNumber } from '../results/number.ts';
import { firstIssueOf } from '../results/paper-chain.ts';
import { referenceOf } from '../results/reference.ts';
import { signedPaper, storePaper } from '../results/signed-paper.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import { type ActOnResult, actNumber, endResult, lockResult } from './begin-act.ts';
import { nameOnPaper } from './change-name.ts';
import { changesBetween } from './changes.ts';
import { type DrawnFrom, drawnFrom, withAnswers } from './drawn-from.ts';
import { followCorrection } from './follow-correction.ts';
import { keeping, offPaper } from './off-paper.ts';
import { findActOn } from './read-acts.ts';
import { saidChanges } from './said.ts';
import type { Change, ResultAct } from './types.ts';
import { type Outcomes, withSaid } from './with-said.ts';

export type Renewal = ActOnResult & {
  kind: 'correction' | 'reissue';
  reason: string;
  signerName: string;
  /** Of a correction: all answers as they should have stood, checked against the form by the caller. */
  data?: FormData;
  /** Of a correction: what steps said as they should have, over what the dossier has; checked by the caller, too. */
  said?: Outcomes | null;
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
};

const KINDS = ['correction', 'reissue'] as const;

async function prepare(tx: Tx, deps: CaseDeps, input: Renewal, actor: Actor): Promise<Prepared | ResultAct> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return done;
  const before = await drawnFrom(tx, dossier, result);
  const { form, graph } = await loadProcedure(tx, dossier);
  const corrects = input.kind === 'correction';
  const template = await templateOf(tx, deps, dossier, result.kind);
  // Contact and delivery do not stand on the paper: they are left as they are, whatever came with the rest.
  const data = keeping(offPaper(form, template), before.data, input.data ?? before.data);
  const after = corrects ? { data, said: input.said === undefined ? before.said : input.said } : before;
  const [was, is] = [withSaid(dossier, before.said), withSaid(dossier, after.said)];
  const named = (path: string) => nameOnPaper(form, template, path);
  const answers = { dossier, before: before.data, after: after.data, named };
  const changes = corrects
    ? [
        ...(await changesBetween(tx, deps.wording, form, answers)),
        ...saidChanges(deps.wording, graph, was, is, template.names),
      ]
    : null;
  if (changes?.length === 0) throw NothingCorrected();
  const agency = await heirOf(tx, dossier, result.agencyId, localDate(actor.at));
  if (!agency) throw NoAgency({ code: dossier.code });
  const issuer = { template, agencyId: agency.id };
  const book = { agencyId: agency.id, book: template.kind, form: template.number };
  const drawn = await actNumber(tx, result.id, book, actor.at);
  return { done: null, dossier, result, issuer, drawn, from: after, changes };
}

/**
 * A result is issued anew in the place of one that holds: with a slip of the pen corrected, or the same again for a copy that
 * was lost or spoilt. It has a number of its own, refers to the first on paper, and is signed anew by the person and by the agency
 * (or its successor); the first holds no more. As the first it is drawn and signed between two transactions. Asked for again with
 * the same `id` it changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | the dossier has no such result |
 * | RESULT_ENDED | it was corrected, reissued or revoked before |
 * | NOTHING_CORRECTED | answers that may stand on it and what steps said are those that it was drawn from |
 * | REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE | the applicant is not told why |
 * | ACT_NOT_ALLOWED_NOW | the dossier's answers were changed while the paper was being signed |
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
  const { dossier, result, issuer, drawn, from, changes } = prepared;
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
      inPlaceOf: { id: result.id, reference: referenceOf(renews), first },
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
  { dossier: before, issuer, drawn, from, changes }: Prepared,
  signed: { id: string; pdf: Buffer },
): Promise<{ act: ResultAct; repeated: boolean }> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return { act: done, repeated: true };
  if (digest(dossier.data) !== digest(before.data)) throw ActNotAllowedNow({ code: dossier.code });
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
  const act = await findActOn(tx, result.id);
  if (!act) throw new Error(`the act on result ${result.id} is not there`);
  return { act, repeated: false };
}
