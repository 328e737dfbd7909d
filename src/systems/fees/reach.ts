import { actorAt, type Dossier, dossierFor, factsOf, findDossier, lookPurpose } from '#engines/cases';
import { agencyPath, decide, reachOf, type ScopedGrant } from '#engines/identity';
import type { Actor } from '#engines/payments';
import { isAppError, NotAllowed, NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who holds one of these takes, counts or gives back what a dossier costs. */
const MONEY = [
  'payment.set',
  'payment.receive',
  'payment.refund',
  'payment.approve-refund',
  'payment.pay-refund',
  'payment.settle',
];

/** The id in the address. Throws NotFound for what is none. */
export function idOf(text: string | undefined): string {
  if (!text || !UUID.test(text)) throw NotFound();
  return text;
}

/** The visitor in the post through which he holds `permission` at the agency, the nearest first; undefined when in none. */
export async function findActor(
  ctx: Ctx,
  permission: string,
  agencyId: string,
  field?: string,
): Promise<Actor | undefined> {
  const now = ctx.clock.now();
  const grants = (ctx.visitor?.grants ?? []).filter(g => g.permission === permission) as ScopedGrant[];
  if (!ctx.visitor || !grants.length) return undefined;
  const path = await agencyPath(ctx.db, agencyId, now);
  const grant = grants
    .filter(g => decide([g], permission, path, field))
    .sort((a, b) => path.indexOf(a.agencyId) - path.indexOf(b.agencyId))[0];
  return (
    grant && {
      accountId: ctx.visitor.accountId,
      postId: grant.postId,
      agencyId: grant.agencyId,
      at: now,
    }
  );
}

/** As `findActor`. Throws NotAllowed: only for what the visitor may see. */
export async function getActor(...args: Parameters<typeof findActor>): Promise<Actor> {
  const actor = await findActor(...args);
  if (!actor) throw NotAllowed();
  return actor;
}

/**
 * The visitor in the post through which he holds `permission` at an agency that has to do with the dossier: whoever works on it may see
 * its money and say amounts; taking and giving it is the collecting agency's (`findActor`).
 */
export async function findActorOn(
  ctx: Ctx,
  permission: string,
  dossier: Dossier,
): Promise<Actor | undefined> {
  const now = ctx.clock.now();
  if (!ctx.visitor) return undefined;
  const actor = actorAt(ctx.visitor, now, await factsOf(ctx.db, dossier, now), permission);
  return actor.agencyId ? actor : undefined;
}

/** As `findActorOn`. Throws NotAllowed. */
export async function getActorOn(...args: Parameters<typeof findActorOn>): Promise<Actor> {
  const actor = await findActorOn(...args);
  if (!actor) throw NotAllowed();
  return actor;
}

/** Agencies at which the visitor holds `permission`, whatever the field. */
export async function agenciesFor(ctx: Ctx, permission: string): Promise<string[]> {
  const reach = await reachOf(ctx.db, ctx.visitor!, permission, ctx.clock.now());
  return [...new Set(reach.flatMap(r => r.agencyIds))];
}

/** The agency of the address, if the visitor holds `permission` there. Throws NotFound. */
export async function agencyIn(ctx: Ctx, permission: string, text: string | undefined): Promise<string> {
  const id = idOf(text);
  if (!(await findActor(ctx, permission, id))) throw NotFound();
  return id;
}

/**
 * The dossier of which the visitor may see the money: because he works on it, or because he keeps the books of the agency that collects
 * (an accountant). `whole`: whether he may also read what else is in it. Throws NotFound.
 */
export async function forMoney(
  ctx: Ctx,
  id: string,
): Promise<{ dossier: Dossier; actor: Actor; whole: boolean }> {
  let dossier: Dossier | undefined;
  let whole = true;
  try {
    dossier = await dossierFor(ctx.db, ctx.visitor, id, 'read', ctx.clock.now());
  } catch (error) {
    if (!isAppError(error) || error.status !== 404) throw error;
    whole = false;
    dossier = await findDossier(ctx.db, idOf(id));
  }
  const actor =
    dossier &&
    (whole
      ? await findActorOn(ctx, 'payment.read', dossier)
      : await findActor(ctx, 'payment.read', dossier.receivedBy, dossier.field));
  if (!dossier || !actor) throw NotFound();
  return { dossier, actor, whole };
}

/** As `forMoney`, for the dossier of the address; that the visitor opened it is itself an entry (one an hour). Throws NotFound. */
export async function openForMoney(ctx: Ctx): Promise<Dossier & { whole: boolean }> {
  const { dossier, actor, whole } = await forMoney(ctx, ctx.req.params.id ?? '');
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${dossier.id}`,
      actor: actor.accountId,
      post: actor.postId,
      agency: actor.agencyId,
      purpose: lookPurpose(ctx.visitor!, facts, { purpose: 'money', rights: MONEY }),
    }),
  );
  return { ...dossier, whole };
}
