import { type Dossier, factsOf } from '#engines/cases';
import { decide, type ScopedGrant } from '#engines/identity';
import { type Actor, AmountOfOther, type Obligation } from '#engines/payments';
import { AT_SUBMISSION } from '#engines/procedures';
import { listTasks } from '#engines/work';
import type { Ctx } from '#platform/http';
import { findActorOn, getActorOn } from './reach.ts';
import { agencyNames } from './view.ts';

/** The element of the step whose agency says the amount; undefined where it is published, or asked for by hand or at reception. */
function stepOf({ key, baseAmount, proposal }: Obligation): string | undefined {
  const step = key?.split('/')[0];
  return baseAmount === null && !proposal && step && step !== AT_SUBMISSION ? step : undefined;
}

/** The agencies that have done, or do, a fee's step: each with the visitor as who says the amount there, where he may. */
async function stepsOf(
  ctx: Ctx,
  dossier: Dossier,
  o: Obligation,
): Promise<Array<{ agencyId: string; actor: Actor | undefined }>> {
  const { db, visitor } = ctx;
  const step = stepOf(o);
  const tasks = step ? (await listTasks(db, dossier.id)).filter(task => task.elementId === step) : [];
  if (!tasks.length) return [];
  const now = ctx.clock.now();
  const facts = await factsOf(db, dossier, now);
  const grants = (visitor?.grants ?? []).filter(g => g.permission === 'payment.set') as ScopedGrant[];
  return tasks.map(({ id, agencyId }) => {
    const path = facts.tasks.find(task => task.taskId === id)?.agencyPath ?? [];
    const grant = grants.find(g => decide([g], 'payment.set', path, dossier.field));
    const actor = visitor &&
      grant && { accountId: visitor.accountId, postId: grant.postId, agencyId: grant.agencyId, at: now };
    return { agencyId, actor: actor ?? undefined };
  });
}

/**
 * The visitor as who may say or change the amount: whoever works on the dossier may; where nobody publishes it and its step is some
 * agency's (a tax office's, say), that agency alone.
 */
export async function findSetter(ctx: Ctx, dossier: Dossier, o: Obligation): Promise<Actor | undefined> {
  const steps = await stepsOf(ctx, dossier, o);
  if (!steps.length) return findActorOn(ctx, 'payment.set', dossier);
  return steps.find(step => step.actor)?.actor;
}

/** As `findSetter`. Throws AmountOfOther { agency }, or NotAllowed. */
export async function getSetter(ctx: Ctx, dossier: Dossier, o: Obligation): Promise<Actor> {
  const any = await getActorOn(ctx, 'payment.set', dossier);
  const steps = await stepsOf(ctx, dossier, o);
  const actor = steps.length ? steps.find(step => step.actor)?.actor : any;
  if (actor) return actor;
  const agencyId = steps.at(-1)?.agencyId ?? '';
  throw AmountOfOther({ agency: (await agencyNames(ctx, [agencyId])).get(agencyId) ?? '' });
}
