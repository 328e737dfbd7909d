import { nextNumber, yearOf } from '#engines/numbering';
import { findPost } from '#engines/organisation';
import { findTask, TaskDone, TaskSuspended } from '#engines/work';
import { localDate } from '#platform/clock';
import { type Db, newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow } from '../errors.ts';
import { askFees } from '../fees/ask.ts';
import { loadProcedure } from '../process/load.ts';
import { findDossier, lockDossier } from '../read/dossier.ts';
import { renderResult, templateFor } from '../results/render.ts';
import type { Actor, Dossier } from '../types.ts';
import { endStep } from './end-step.ts';
import { record } from './record.ts';
import { move, targetOf } from './status.ts';

export type Signing = { dossierId: string; taskId: string; signerName: string };

/** The number of the dossier's result: drawn once from the agency's book of the year, and kept should signing fail. */
async function numberFor(tx: Tx, dossier: Dossier, kind: string, at: Date): Promise<string> {
  const drawn = await tx.maybe<{ number: string }>(
    'SELECT number FROM cases.result_number WHERE dossier_id = $1 AND kind = $2',
    [dossier.id, kind],
  );
  if (drawn) return drawn.number;
  const year = yearOf(at);
  const number = `${await nextNumber(tx, { agencyId: dossier.agencyId, kind, period: year })}/${year}`;
  await tx.run('INSERT INTO cases.result_number (dossier_id, kind, number) VALUES ($1, $2, $3)', [
    dossier.id,
    kind,
    number,
  ]);
  return number;
}

/** Title of the post through which someone signs, e.g. `Chủ tịch Ủy ban nhân dân`. */
const titleOf = async (q: Queryable, postId: string | null, at: Date): Promise<string> =>
  postId ? ((await findPost(q, postId, localDate(at)))?.titleVi ?? '') : '';

/** Checks and draws the number, in a transaction of its own. */
async function prepare(tx: Tx, deps: CaseDeps, input: Signing, actor: Actor): Promise<string> {
  const dossier = await lockDossier(tx, input.dossierId);
  const task = await findTask(tx, input.taskId);
  if (task?.subjectId !== dossier.id) throw NotFound();
  // Who comes second is told that it is done, rather than that the dossier has moved on.
  if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
  await targetOf(tx, dossier, 'issue-result');
  return numberFor(tx, dossier, (await templateFor(tx, deps, dossier)).kind, actor.at);
}

/**
 * The result is drawn, signed by the person and by the agency, stored, and the dossier completed: the citizen can have it
 * from this moment on. Drawing and signing happen between two transactions; the second checks everything again.
 * Throws NOT_FOUND, TASK_DONE, TASK_SUSPENDED, ACT_NOT_ALLOWED_NOW, NO_RESULT_TEMPLATE, and what the trust service throws.
 */
export async function issueResult(db: Db, deps: CaseDeps, input: Signing, actor: Actor): Promise<Dossier> {
  const number = await db.tx(tx => prepare(tx, deps, input, actor));
  const dossier = await findDossier(db, input.dossierId);
  if (!dossier) throw NotFound();
  const id = newId();
  const signatory = { name: input.signerName, title: await titleOf(db, actor.postId, actor.at) };
  const drawn = await renderResult(db, deps, dossier, { id, number, signatory, issuedAt: actor.at });
  const order = { reason: `${drawn.title} số ${number}`, location: drawn.place, at: actor.at };
  const agencyId = actor.agencyId ?? dossier.agencyId;
  const byPerson = await deps.trust.signPdf(drawn.pdf, {
    ...order,
    signer: { kind: 'person', accountId: actor.accountId, agencyId },
    ...(drawn.anchors.person ? { appearance: drawn.anchors.person } : {}),
    reserve: ['agency'],
  });
  // The seal lies over the left third of the signature, in the same place (Decree 30/2020/NĐ-CP, annex I).
  const seal = drawn.anchors.agency ?? drawn.anchors.person;
  const { pdf } = await deps.trust.signPdf(byPerson.pdf, {
    ...order,
    signer: { kind: 'agency', agencyId: dossier.agencyId },
    ...(seal ? { appearance: seal } : {}),
  });
  return db.tx(tx =>
    conclude(tx, deps, input, actor, {
      id,
      number,
      pdf,
      title: drawn.title,
      kind: drawn.kind,
      version: dossier.version,
    }),
  );
}

type SignedResult = { id: string; number: string; pdf: Buffer; title: string; kind: string; version: number };

async function conclude(
  tx: Tx,
  deps: CaseDeps,
  input: Signing,
  actor: Actor,
  result: SignedResult,
): Promise<Dossier> {
  const { dossierId, taskId } = input;
  const { dossier, task, goOn } = await endStep(tx, { dossierId, taskId, outcome: 'signed' }, actor);
  // It was sent back and supplemented while the paper was being signed: what was signed is not what is there.
  if (dossier.version !== result.version) throw ActNotAllowedNow({ code: dossier.code });
  const { sha256 } = await deps.files.put(tx, { bytes: result.pdf, own: true });
  await deps.trust.record(tx, sha256, result.pdf, actor.at);
  await tx.run(
    `INSERT INTO cases.result (id, dossier_id, kind, number, agency_id, sha256, title, issued_at, signed_by, signed_post)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      result.id,
      dossier.id,
      result.kind,
      result.number,
      dossier.agencyId,
      sha256,
      result.title,
      actor.at,
      actor.accountId,
      actor.postId,
    ],
  );
  const completed = await move(tx, dossier, 'issue-result', actor.at);
  const issued = { result: result.id, resultKind: result.kind, number: result.number, sha256 };
  await record(tx, deps.ledger, completed, actor, 'result-issued', issued);
  const next = await goOn(completed);
  // The process may have come to its end: the result is in the citizen's account, nothing is left to hand over.
  if (next.status === 'returned') await record(tx, deps.ledger, next, actor, 'returned', { how: 'online' });
  const { version } = await loadProcedure(tx, next);
  return askFees(tx, deps, version, next, task.elementId, actor);
}

/** What the result would look like, unsigned and without a number: for the one who is to sign it. */
export async function previewResult(
  db: Db,
  deps: CaseDeps,
  dossier: Dossier,
  signer: { name: string; postId: string | null },
  at: Date,
): Promise<Buffer> {
  const signatory = { name: signer.name, title: await titleOf(db, signer.postId, at) };
  const { pdf } = await renderResult(db, deps, dossier, {
    id: dossier.id,
    number: '…',
    signatory,
    issuedAt: at,
  });
  return Buffer.from(pdf);
}
