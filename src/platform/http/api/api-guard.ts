import type { FastifyRequest } from 'fastify';
import { ScopeMissing, TokenNeeded } from '../errors.ts';
import type { ServerOptions } from '../options.ts';
import { checkRule } from '../request/rules.ts';
import { visitorOnce } from '../request/visitor-once.ts';
import type { Route } from '../types.ts';

/**
 * For routes of the API, before the body is read: who calls, and may they? Told in the words of programs.
 * Throws TokenNeeded where a token is wanted, or one that is no good was sent; ScopeMissing; else as `checkRule`.
 */
export async function guardApi(
  route: Route,
  request: FastifyRequest,
  options: Pick<ServerOptions, 'visitorOf'>,
): Promise<void> {
  const visitor = await visitorOnce(request, options);
  const scope = typeof route.rule === 'object' && 'scope' in route.rule ? route.rule.scope : undefined;
  // Also where none is wanted: a program should learn that its token is over before it needs it.
  if (request.headers.authorization && !visitor) throw TokenNeeded();
  if (scope && visitor?.kind !== 'client') throw TokenNeeded();
  if (scope && !visitor?.scopes.includes(scope)) throw ScopeMissing({ scope }, { scope });
  checkRule(route.rule, visitor);
}
