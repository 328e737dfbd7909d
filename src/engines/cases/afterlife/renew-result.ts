import { type Db, newId, type Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { DossierChanged, RenewalChanged } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { settleReplaced } from '../mail/replaced.ts';
import { contentOf } from '../read/content.ts';
import { refuseUnseen } from '../read/seen.ts';
import { keepResult } from '../results/keep-result.ts';
import type { DrawnNumber } from '../results/number.ts';
import { signedPaper, storePaper } from '../results/signed-paper.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import { actNumber, endResult, lockResult } from './begin-act.ts';
import { withAnswers } from './drawn-from.ts';
import { followCorrection } from './follow-correction.ts';
import { findActOn } from './read-acts.ts';
import { type Renewal, type RenewalContent, renewalContent, renewalMark } from './renewal-content.ts';
import { tellIssuers } from './tell-issuers.ts';
import type { ResultAct } from './types.ts';

export type { Renewal } from './renewal-content.ts';

type Prepared = RenewalContent & {
  done: ResultAct | null;
  dossier: Dossier;
  result: Result;
  drawn: DrawnNumber;
  /** What the dossier was then (`contentOf`). */
  content: string;
};

const KINDS = ['correction', 'reissue'] as const;

async function prepare(tx: Tx, deps: CaseDeps, input: Renewal, actor: Actor): Promise<Prepared | ResultAct> {
  const { dossier, result, done } = await lockResult(tx, input, KINDS);
  if (done) return done;
  const content = await contentOf(tx, deps, { dossier, result: result.kind });
  if (input.seen !== undefined) refuseUnseen(dossier, content, input.seen);
  const { at } = actor;
  const said = await renewalContent(tx, deps, { dossier, result }, input, at);
  if (input.shown !== undefined && input.shown !== (await renewalMark(tx, deps, said, input, actor)))
    throw RenewalChanged();
  const { template, agencyId } = said.issuer;
  const book = { agencyId, book: template.kind, form: template.number };
  const drawn = await actNumber(tx, result.id, book, at);
  return { ...said, done: null, dossier, result, drawn, content };
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
 * | RENEWAL_CHANGED | the new paper would not be as it was shown |
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
  const { dossier, issuer, drawn, from, inPlaceOf } = prepared;
  const id = newId();
  const pdf = await signedPaper(
    db,
    deps,
    await withAnswers(db, dossier, from),
    {
      id,
      ...issuer,
      number: drawn.number,
      inPlaceOf,
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
  const still = await contentOf(tx, deps, { dossier, result: result.kind });
  if (still !== content) throw DossierChanged({ code: dossier.code });
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
