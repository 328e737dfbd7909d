import { NotAllowed } from '#platform/errors';
import type { Ctx } from '#platform/http';

/** The program that calls: its token, and the agency for which it was given. */
type Client = { tokenId: string; agencyId: string };

/** The caller of a route that asks for a scope. */
export function clientOf({ visitor }: Pick<Ctx, 'visitor'>): Client {
  const agencyId = visitor?.kind === 'client' ? visitor.grants[0]?.agencyId : undefined;
  if (!visitor || !agencyId) throw NotAllowed();
  return { tokenId: visitor.sessionId, agencyId };
}
