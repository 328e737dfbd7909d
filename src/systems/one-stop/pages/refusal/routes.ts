import {
  ActNotAllowedNow,
  type Actor,
  casesService,
  type Dossier,
  factsOf,
  openProposal,
  proposeRefusal,
  refuse,
  sendRefusalBack,
} from '#engines/cases';
import { TaskDone } from '#engines/work';
import { type Ctx, type Route, textField } from '#platform/http';
import { deciderOf } from '../decider.ts';
import { orTellWhoCameFirst } from '../overtaken.ts';
import { REASONED_PATHS, REFUSES, type Reasoned } from '../reason-form.ts';
import { ifStillSeen } from '../seen.ts';
import { deskStep, withReason } from '../with-reason.ts';
import { refusesOf } from './section.ts';

/** Reception is refused in the course of the step that lies before the visitor; to settle it by who decides. */
const refuserOf = async (ctx: Ctx, dossier: Dossier): Promise<Actor> =>
  dossier.status === 'received'
    ? (await deskStep(ctx, dossier)).actor
    : deciderOf(ctx, await factsOf(ctx.db, dossier, ctx.clock.now()));

async function propose(ctx: Ctx, reason: string, dossier: Dossier): Promise<void> {
  const { actor, taskId } = await deskStep(ctx, dossier);
  const wish = { dossierId: dossier.id, taskId, reason };
  await ifStillSeen(ctx, dossier.id, tx => proposeRefusal(tx, ctx.get(casesService), wish, actor));
}

async function decline(ctx: Ctx, reason: string, dossier: Dossier): Promise<void> {
  const shown = textField(ctx.req.body, REFUSES);
  if (shown && shown !== refusesOf(dossier)) throw ActNotAllowedNow({ code: dossier.code });
  const actor = await refuserOf(ctx, dossier);
  const wish = { dossierId: dossier.id, reason };
  await ifStillSeen(ctx, dossier.id, tx => refuse(tx, ctx.get(casesService), wish, actor));
}

async function sendBack(ctx: Ctx, reason: string, dossier: Dossier): Promise<void> {
  const deps = ctx.get(casesService);
  const found = await openProposal(ctx.db, deps.ledger, dossier.id);
  if (!found) throw TaskDone();
  const actor = deciderOf(ctx, await factsOf(ctx.db, dossier, ctx.clock.now()));
  const wish = { dossierId: dossier.id, taskId: found.task.id, reason };
  await ifStillSeen(ctx, dossier.id, tx => sendRefusalBack(tx, deps, wish, actor));
}

const route = (act: Reasoned, run: typeof propose): Route => ({
  method: 'POST',
  path: `/can-bo/ho-so/:id/${REASONED_PATHS[act]}`,
  rule: 'official',
  handler: ctx =>
    orTellWhoCameFirst(ctx, () => withReason(ctx, act, (reason, dossier) => run(ctx, reason, dossier))),
});

/** That a dossier is turned down is proposed, decided, or sent back to whoever proposed it. */
export const refusalRoutes: readonly Route[] = [
  route('propose-refusal', propose),
  route('refuse', decline),
  route('refusal-back', sendBack),
];
