import { can } from '#engines/identity';
import { agenciesBelow, listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';

export const LOAD = '/can-bo/phan-viec';
export const DECIDES = 'dossier.decide';
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An agency whose work the visitor looks after. */
export type Led = { id: string; name: string };

/**
 * The agencies whose work a head looks after: his own, and the offices below it. What an office below may be told (rules, who is
 * away) he says; a dossier there stays that office's.
 */
export async function ledAgencies(ctx: Ctx): Promise<Led[]> {
  const date = localDate(ctx.clock.now());
  const ids = new Set<string>();
  for (const grant of ctx.visitor?.grants ?? []) {
    if (grant.permission !== DECIDES) continue;
    ids.add(grant.agencyId);
    for (const below of await agenciesBelow(ctx.db, grant.agencyId, date)) ids.add(below.id);
  }
  return (await listAgencies(ctx.db, date)).filter(a => ids.has(a.id)).map(({ id, name }) => ({ id, name }));
}

/** The agency of the address (`co-quan`), or the visitor's own. Throws NotFound for one that is none of his. */
export async function ledAgency(ctx: Ctx, named = queryText(ctx.req.query, 'co-quan')): Promise<Led> {
  const own = ctx.visitor?.grants.find(g => g.permission === DECIDES)?.agencyId;
  const led = (await ledAgencies(ctx)).find(a => a.id === (named || own));
  if (!led) throw NotFound();
  return led;
}

/** Whether steps of the agency are the visitor's to give to somebody else: he decides there himself. */
export const maySteer = (ctx: Ctx, { id }: Led): Promise<boolean> =>
  can(ctx.db, ctx.visitor, DECIDES, id, ctx.clock.now());

export const withAgency = (
  path: string,
  { id }: Pick<Led, 'id'>,
  more: Record<string, string> = {},
): string => `${path}?${new URLSearchParams({ 'co-quan': id, ...more })}`;
