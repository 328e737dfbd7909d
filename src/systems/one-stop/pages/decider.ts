import { type Actor, actorAt, actorOn, askerOf, type DossierFacts, doable } from '#engines/cases';
import type { Ctx } from '#platform/http';

/** The visitor in the post in which he would sign, to which a refusal was proposed, or in which he answers for the agency that decides. */
export function deciderOf(ctx: Ctx, facts: DossierFacts): Actor {
  const now = ctx.clock.now();
  const his = doable(askerOf(ctx.visitor), facts);
  const before = his.find(task => task.permission === 'dossier.sign') ?? his.find(task => task.proposes);
  if (before) return actorOn(ctx.visitor!, now, facts, before);
  const there = { ...facts, receivedBy: facts.decidedBy, places: [] };
  const leads = actorAt(ctx.visitor!, now, there, 'dossier.decide');
  return leads.postId ? leads : actorAt(ctx.visitor!, now, there, 'dossier.sign');
}
