import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ScopeMissing, TokenNeeded, TooMany } from './errors.ts';
import type { ServerOptions } from './options.ts';
import { checkRule } from './rules.ts';
import type { Route, Visitor } from './types.ts';

/** Requests a minute of one token, over all routes that have no limit of their own. */
const TOKEN_RATE = { max: 600, windowSeconds: 60 };

const known = new WeakMap<FastifyRequest, Visitor | null>();

/** Who sends the request, asked once a request. */
export async function visitorOnce(
  request: FastifyRequest,
  { visitorOf }: Pick<ServerOptions, 'visitorOf'>,
): Promise<Visitor | null> {
  const { cookies, headers, ip } = request;
  if (!known.has(request))
    known.set(request, await visitorOf({ cookies, authorization: headers.authorization, ip }));
  return known.get(request) ?? null;
}

/**
 * Whether a caller of the API may go on, told in its own words.
 * Throws TokenNeeded where a token is wanted, or one that is no good was sent; ScopeMissing; else as `checkRule`.
 */
function checkApiRule(route: Route, visitor: Visitor | null, authorization: string | undefined): void {
  const scope = typeof route.rule === 'object' && 'scope' in route.rule ? route.rule.scope : undefined;
  // Also where none is wanted: a program should learn that its token is over before it needs it.
  if (authorization && !visitor) throw TokenNeeded();
  if (scope && visitor?.kind !== 'client') throw TokenNeeded();
  if (scope && !visitor?.scopes.includes(scope)) throw ScopeMissing({ scope }, { scope });
  checkRule(route.rule, visitor);
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const callerOf = (request: FastifyRequest): string => {
  const visitor = known.get(request);
  return visitor?.kind === 'client' ? visitor.sessionId : request.ip;
};

/**
 * For routes of the API, before the body is read: who is it, may it, and not too often. The limit of the address, which
 * comes first, keeps guessed tokens from being tried without end.
 */
export function createApiGuard(
  app: FastifyInstance,
  options: Pick<ServerOptions, 'visitorOf'>,
): (route: Route) => Guard {
  const limiterOf = ({ max, windowSeconds }: NonNullable<Route['rateLimit']>) =>
    app.createRateLimit({ max, timeWindow: windowSeconds * 1_000, keyGenerator: callerOf });
  const general = limiterOf(TOKEN_RATE);
  return route => {
    const limiter = route.rateLimit ? limiterOf(route.rateLimit) : general;
    return async (request, reply) => {
      const visitor = await visitorOnce(request, options);
      checkApiRule(route, visitor, request.headers.authorization);
      const limit = await limiter(request);
      if (limit.isAllowed) return;
      reply.headers({ 'x-ratelimit-limit': limit.max, 'x-ratelimit-remaining': limit.remaining });
      if (limit.isExceeded) throw TooMany();
    };
  };
}
