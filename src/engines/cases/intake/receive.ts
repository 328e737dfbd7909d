import { type FormData, valueAt } from '#engines/forms';
import { getAccount, vaultService } from '#engines/identity';
import { openTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { actorOn } from '../access/actor.ts';
import { askerOf, factsOf } from '../access/facts.ts';
import { doable } from '../access/table.ts';
import { completeStep } from '../acts/complete-step.ts';
import { submit } from '../acts/submit.ts';
import { type CaseDeps, casesService } from '../deps.ts';
import { papersOf, refuseInfected } from '../drafts/application.ts';
import { listDraftFiles } from '../drafts/draft.ts';
import { procedureToSend } from '../drafts/renew.ts';
import { DraftGone, FormIncomplete } from '../errors.ts';
import { offlineOf } from '../offline/arrive.ts';
import type { LoadedProcedure } from '../process/load.ts';
import type { Actor, Dossier } from '../types.ts';
import { delegateOf, intakeFaults, personFaults } from './check.ts';
import { getIntake } from './intake.ts';
import { mustReceive } from './may-receive.ts';
import { postAt } from './offices.ts';
import { lockOrigin } from './open-draft.ts';
import { papersAsked, papersOnDesk } from './papers.ts';
import { partyOf } from './party.ts';
import { saidOf } from './person-form.ts';
import { writeReception } from './reception.ts';
import { readTracking } from './tracking.ts';
import type { Intake } from './types.ts';

/** The clerk has looked at the papers when he received them: where that is the first step, it is done. */
async function passOn(
  tx: Tx,
  ctx: Ctx,
  deps: CaseDeps,
  dossier: Dossier,
  { graph, version }: LoadedProcedure,
): Promise<void> {
  const now = ctx.clock.now();
  const facts = await factsOf(tx, dossier, now);
  const mine = doable(askerOf(ctx.visitor), facts).filter(
    t => t.kind === 'step' && t.permission === 'dossier.receive',
  );
  const [facing, another] = mine;
  const task = (await openTasks(tx, dossier.id)).find(t => t.id === facing?.taskId);
  const node = task && graph.nodes.get(task.elementId);
  if (!facing || another || !task || !node || (node.act && node.act !== 'receive')) return;
  // What the step asks beside its outcome, or how much is to be paid after it, somebody has to say first.
  if (node.facts.length) return;
  if (version.fees.some(f => f.due === task.elementId && f.amount === null)) return;
  const step = { dossierId: dossier.id, taskId: task.id, outcome: node.outcomes[0] ?? 'done' };
  await completeStep(tx, deps, step, actorOn(ctx.visitor!, now, facts, facing));
}

async function receive(tx: Tx, ctx: Ctx, deps: CaseDeps, intake: Intake): Promise<Dossier> {
  const { draft, desk, agencyId, person } = intake;
  const now = ctx.clock.now();
  const visitor = ctx.visitor!;
  const procedure = await procedureToSend(tx, draft, now);
  await mustReceive(tx, visitor, procedure.version, agencyId, now);
  const data = draft.data as FormData;
  const asker = {
    t: ctx.t,
    clock: ctx.clock,
    // Asked in this transaction: a second connection for each of many that submit at once would leave none.
    db: tx,
  };
  const faults = await intakeFaults(asker, procedure.form, procedure.version, { desk, person, data });
  if (!person || faults.length || (await personFaults(asker, person)).length)
    throw FormIncomplete({}, faults);
  const papers = papersOf(procedure.form, data, await listDraftFiles(tx, draft.id), 'vi');
  await refuseInfected(tx, deps, papers);
  const postId = postAt(visitor, agencyId);
  const act = { ledger: deps.ledger, actor: visitor.accountId, post: postId, agency: agencyId, at: now };
  const origin = await lockOrigin(tx, intake);
  const known = { chosen: intake.accountId, sure: intake.from?.accountId ?? null };
  const accountId = await partyOf(tx, ctx.get(vaultService), person, known, act);
  const account = await getAccount(tx, accountId);
  const actor: Actor = { accountId: visitor.accountId, postId, agencyId, at: now };
  const channel = desk.channel === 'post' ? 'post' : 'counter';
  // Handed in where there was no network: received then, as far as the device is believed.
  const offline = await offlineOf(tx, draft.id);
  const dossier = await submit(
    tx,
    deps,
    {
      procedure,
      channel,
      receivedBy: agencyId,
      ...(offline ? { offline } : {}),
      data,
      papers,
      applicant: {
        accountId,
        name: saidOf(person, 'name') ?? account.name,
        phone: saidOf(person, 'phone') ?? null,
        email: account.emailProven ? account.email : null,
        lang: 'vi',
      },
    },
    actor,
  );
  const scanned = (path: string | null) => path !== null && valueAt(data, path) !== undefined;
  const asked = papersAsked(procedure.form, data, procedure.version);
  await writeReception(
    tx,
    dossier,
    {
      agencyId,
      delegate: delegateOf(desk),
      offline: offline ?? null,
      selfDeclared: intake.from !== null,
      trackingNumber: channel === 'post' ? (readTracking(desk.tracking ?? '') ?? null) : null,
      papers: papersOnDesk(asked, desk).filter(p => !(p.held && scanned(p.paper))),
    },
    actor,
  );
  // What the citizen began at home is handed in with it: nobody sends it twice.
  if (origin?.ownerId === accountId)
    await tx.run('UPDATE cases.draft SET dossier_id = $2, updated_at = $3 WHERE id = $1', [
      origin.id,
      dossier.id,
      now,
    ]);
  if (!desk.stays) await passOn(tx, ctx, deps, dossier, procedure);
  return dossier;
}

/** As `receiveIntake`, in the transaction of whoever entered it and knows that it is the first time. */
export async function receiveIn(tx: Tx, ctx: Ctx, intake: Intake): Promise<Dossier> {
  const dossier = await receive(tx, ctx, ctx.get(casesService), intake);
  await tx.run('UPDATE cases.draft SET dossier_id = $2, updated_at = $3 WHERE id = $1', [
    intake.draft.id,
    dossier.id,
    ctx.clock.now(),
  ]);
  return dossier;
}

/**
 * A clerk receives what he entered: the citizen is found or made, the dossier numbered, its clock set going, its first step done when it
 * is the clerk's. Exactly once: a repeated post gets the first answer. Returns the dossier's id.
 * Throws FormIncomplete with all that is to mend, DraftGone, PaperInfected, DeskNotForThis, DeskOnlineOnly, and what `submit` throws.
 */
export async function receiveIntake(ctx: Ctx, intake: Intake): Promise<string> {
  const { draft } = intake;
  const clerkId = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  const request = {
    actor: clerkId,
    route: 'POST /can-bo/tiep-nhan/:intake',
    key: draft.submitKey,
    content: { draft: draft.id },
  };
  const { answer } = await ctx.db.tx(
    tx =>
      once(tx, request, async () => {
        const open = await tx.maybe(
          'SELECT FROM cases.draft WHERE id = $1 AND dossier_id IS NULL FOR UPDATE',
          [draft.id],
        );
        if (!open) throw DraftGone();
        const dossier = await receiveIn(tx, ctx, await getIntake(tx, clerkId, draft.id, now));
        return { dossierId: dossier.id };
      }),
    { keptPlans: true },
  );
  return answer.dossierId;
}
