import type { FastifyRequest } from 'fastify';
import type { ServerOptions } from './options.ts';
import { askVisitor, keepVisitor } from './request/visitor-once.ts';
import type { Route, Visitor } from './types.ts';

const begun = new WeakMap<FastifyRequest, Promise<unknown>>();

const outcomeOf = <T>(settled: PromiseSettledResult<T>): T => {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
};

/**
 * Asks what the route reads ahead together with who sends the request: the database is gone to once. Not for who brings no cookie:
 * he has to sign in first.
 */
export function beginAhead(
  route: Route,
  request: FastifyRequest,
  options: Pick<ServerOptions, 'env' | 'visitorOf'>,
): void {
  const { ahead } = route;
  if (!ahead || !request.headers.cookie) return;
  const both = options.env.db.together(
    (q): Promise<[PromiseSettledResult<Visitor | null>, PromiseSettledResult<unknown>]> =>
      Promise.allSettled([
        askVisitor(request, options, q),
        ahead(q, request.params as Record<string, string>),
      ]),
  );
  keepVisitor(
    request,
    both.then(([visitor]) => outcomeOf(visitor)),
  );
  const found = both.then(([, read]) => outcomeOf(read));
  // Whoever asks for it hears of its failure; where the request is refused before, nobody does.
  found.catch(() => undefined);
  begun.set(request, found);
}

/** What was read ahead for a request. */
export const aheadOf = (request: FastifyRequest): Promise<unknown> | undefined => begun.get(request);
