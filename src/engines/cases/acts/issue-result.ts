import { mayStillReach, type Node } from '#engines/processes';
import { findTask, type Task, TaskDone, TaskSuspended } from '#engines/work';
import { type Db, newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { asCorrectedBy } from '../afterlife/drawn-from.ts';
import type { CaseDeps } from '../deps.ts';
import { DossierChanged } from '../errors.ts';
import { askFees } from '../fees/ask.ts';
import { returnedOnline } from '../hand-over/returned-online.ts';
import { loadProcedure } from '../process/load.ts';
import { contentOf } from '../read/content.ts';
import { lockDossier } from '../read/dossier.ts';
import { correctionShown, refuseUnseen } from '../read/seen.ts';
import { refuseUnseenCorrection } from '../results/corrected-since.ts';
import { refuseFallen } from '../results/fallen.ts';
import { type Issuer, issuerOf } from '../results/issuer.ts';
import { keepResult } from '../results/keep-result.ts';
import { type DrawnNumber, numberFor, numberToCome } from '../results/number.ts';
import { refuseOwnAppraisal } from '../results/own-appraisal.ts';
import { renderResult } from '../results/render.ts';
import { titleOf } from '../results/signatory.ts';
import { signedPaper, storePaper } from '../results/signed-paper.ts';
import { refuseUnfitNumbers } from '../results/stated-numbers.ts';
import { type DespiteTwins, despiteTwins } from '../same-matter/twins-of.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { endStep } from './end-step.ts';
import { record } from './record.ts';
import { move, targetOf } from './status.ts';

export type Signing = {
  dossierId: string;
  taskId: string;
  signerName: string;
  /** Why it is granted though another dossier may be about the same matter. */
  whyDespite?: string | undefined;
  /** The mark with which the dossier was shown to who signs (`seenMark`), and what was corrected on other results; of nobody who looked at a page, absent. */
  seen?: string | undefined;
};

async function taskOf(q: Queryable, { dossierId, taskId }: Signing): Promise<Task> {
  const task = await findTask(q, taskId);
  if (task?.subjectId !== dossierId) throw NotFound();
  // Who comes second is told that it is done, rather than that the dossier has moved on.
  if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
  return task;
}

/** Throws RESULT_BASIS_FALLEN where what the step signs rests on a result that holds no more. */
async function refuseFallenAt(tx: Tx, deps: CaseDeps, dossier: Dossier, { elementId }: Task, at: Date) {
  const { graph } = await loadProcedure(tx, dossier);
  await refuseFallen(
    tx,
    deps,
    dossier,
    [graph.nodes.get(elementId)].filter(n => n !== undefined),
    at,
  );
}

type Prepared = {
  dossier: Dossier;
  issuer: Issuer;
  drawn: DrawnNumber;
  /** What the result is drawn from: when this has changed, what was signed is not what is there. */
  content: string;
  despite?: DespiteTwins | undefined;
};

/** Checks, and draws the number, in a transaction of its own. */
async function prepare(tx: Tx, deps: CaseDeps, input: Signing, actor: Actor): Promise<Prepared> {
  const dossier = await lockDossier(tx, input.dossierId);
  const task = await taskOf(tx, input);
  await targetOf(tx, dossier, 'issue-result');
  const content = await contentOf(tx, deps, { dossier, step: task.elementId });
  if (input.seen !== undefined) refuseUnseen(dossier, content, input.seen);
  await refuseOwnAppraisal(tx, dossier, task, actor);
  const procedure = await loadProcedure(tx, dossier);
  await refuseUnseenCorrection(tx, { dossier, procedure }, task, correctionShown(input.seen ?? ''));
  await refuseUnfitNumbers(tx, await asCorrectedBy(tx, dossier, actor.at));
  await refuseFallenAt(tx, deps, dossier, task, actor.at);
  // Before a number is drawn: two certificates for one birth cannot both be true.
  const despite = dossier.synthetic
    ? undefined
    : await despiteTwins(tx, deps, dossier, input.whyDespite, actor.at);
  const issuer = await issuerOf(tx, deps, dossier, task, actor.at);
  const drawn = await numberFor(tx, dossier, issuer, actor.at);
  return { dossier, issuer, drawn, content, despite };
}

/**
 * The result of a step is drawn, signed by the person and by the agency whose step it is, stored; where no further result is
 * to come the dossier is completed. The citizen can have it from this moment on. Drawing and signing happen between two
 * transactions; the second checks everything again, and writes what `also` has to write with it.
 * Throws NOT_FOUND, TASK_DONE, TASK_SUSPENDED, ACT_NOT_ALLOWED_NOW, DOSSIER_CHANGED, SIGNED_OWN_APPRAISAL, STATED_NUMBER_UNFIT, RESULT_BASIS_FALLEN, RESULT_CORRECTED_SINCE, SAME_MATTER_UNSAID, NO_AGENCY, NO_RESULT_TEMPLATE, and what the trust
 * service throws.
 */
export async function issueResult(
  db: Db,
  deps: CaseDeps,
  input: Signing,
  actor: Actor,
  also?: (tx: Tx) => Promise<unknown>,
): Promise<Dossier> {
  const prepared = await db.tx(tx => prepare(tx, deps, input, actor));
  const id = newId();
  const { dossier, issuer, drawn } = prepared;
  const pdf = await signedPaper(
    db,
    deps,
    await asCorrectedBy(db, dossier, actor.at),
    { id, ...issuer, number: drawn.number },
    input.signerName,
    actor,
  );
  return db.tx(async tx => {
    const issued = await conclude(tx, deps, input, actor, prepared, { id, pdf });
    await also?.(tx);
    return issued;
  });
}

/**
 * As `issueResult`, in the caller's transaction and without the paper: that of a synthetic dossier is drawn when somebody opens
 * it (`fileOfResult`). Throws as `issueResult`, and an Error for a dossier of somebody.
 */
export async function issueUndrawn(tx: Tx, deps: CaseDeps, input: Signing, actor: Actor): Promise<Dossier> {
  const prepared = await prepare(tx, deps, input, actor);
  if (!prepared.dossier.synthetic) throw new Error(`${prepared.dossier.code} is no synthetic dossier`);
  return conclude(tx, deps, input, actor, prepared, { id: newId(), pdf: null });
}

const isSigning = (node: Node): boolean => node.act === 'sign';

const conclude = undoable(
  async (
    tx: Tx,
    deps: CaseDeps,
    { dossierId, taskId }: Signing,
    actor: Actor,
    { issuer, drawn, content, despite }: Prepared,
    signed: { id: string; pdf: Buffer | null },
  ): Promise<Dossier> => {
    const step = await endStep(tx, deps.ledger, { dossierId, taskId, outcome: 'signed' }, actor);
    const { dossier } = step;
    await refuseFallenAt(tx, deps, dossier, step.task, actor.at);
    // It was corrected, or sent back and supplemented, or transferred, or another result was corrected, while the paper was being signed.
    const now = await contentOf(tx, deps, { dossier, step: step.task.elementId });
    if (now !== content) throw DossierChanged({ code: dossier.code });
    const sha256 = signed.pdf && (await storePaper(tx, deps, signed.pdf, actor.at));
    await keepResult(tx, dossier, issuer, drawn, { id: signed.id, sha256 }, actor);
    const more = mayStillReach(step.procedure.graph, step.foreseen(), isSigning);
    const moved = await move(tx, dossier, more ? 'issue-part' : 'issue-result', actor.at);
    const issued = {
      result: signed.id,
      resultKind: issuer.template.kind,
      number: drawn.number,
      task: taskId,
      ...(sha256 ? { sha256 } : {}),
      ...(despite ? { twins: despite.codes } : {}),
    };
    const said = despite ? { whyDespite: despite.why } : {};
    await record(tx, deps.ledger, moved, actor, 'result-issued', issued, said);
    const next = await step.goOn(moved);
    // The process may have come to its end: the result is in the citizen's account, nothing is left to hand over.
    if (next.status === 'returned') await returnedOnline(tx, deps, next, actor);
    return askFees(tx, deps, step.procedure.version, next, step.task.elementId, actor);
  },
  { alone: true },
);

/**
 * What the result of a step would look like, unsigned and without a number: for the one who is to sign it. Without a step
 * (it has not come to one yet): that of the process's first signature.
 */
export async function previewResult(
  q: Queryable,
  deps: CaseDeps,
  dossier: Dossier,
  input: {
    task: Pick<Task, 'elementId' | 'agencyId'> | null;
    signerName: string;
    signer: Pick<Actor, 'accountId' | 'postId'>;
  },
  at: Date,
): Promise<Buffer> {
  const { graph } = await loadProcedure(q, dossier);
  const first = [...graph.nodes.values()].find(isSigning);
  const step = input.task ?? { elementId: first?.id ?? '', agencyId: dossier.agencyId };
  const issuer = await issuerOf(q, deps, dossier, step, at);
  const signatory = { name: input.signerName, title: await titleOf(q, input.signer, at) };
  const { pdf } = await renderResult(q, deps, await asCorrectedBy(q, dossier, at), {
    id: dossier.id,
    ...issuer,
    number: await numberToCome(q, issuer, at),
    signatory,
    issuedAt: at,
    preview: true,
  });
  return Buffer.from(pdf);
}
