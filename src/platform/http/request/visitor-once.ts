import type { FastifyRequest } from 'fastify';
import type { Queryable } from '#platform/db';
import type { ServerOptions } from '../options.ts';
import type { Visitor } from '../types.ts';

type Asking = { visitor: Promise<Visitor | null>; known: Visitor | null };
const asked = new WeakMap<FastifyRequest, Asking>();

/** Keeps who sends the request, once it has been asked for. */
export function keepVisitor(request: FastifyRequest, visitor: Promise<Visitor | null>): void {
  const asking: Asking = { visitor, known: null };
  asked.set(request, asking);
  visitor.then(
    who => {
      asking.known = who;
    },
    // Whoever waits for it hears of its failure.
    () => undefined,
  );
}

/** Asks who sends the request; `q` instead of the pool. */
export const askVisitor = (
  { cookies, headers, ip }: FastifyRequest,
  { visitorOf }: Pick<ServerOptions, 'visitorOf'>,
  q?: Queryable,
): Promise<Visitor | null> => visitorOf({ cookies, authorization: headers.authorization, ip }, q);

/** Who sent the request, where that was asked and answered. */
export const knownVisitor = (request: FastifyRequest): Visitor | null => asked.get(request)?.known ?? null;

/** Who sends the request, asked once a request. */
export function visitorOnce(
  request: FastifyRequest,
  options: Pick<ServerOptions, 'visitorOf'>,
): Promise<Visitor | null> {
  const before = asked.get(request);
  if (before) return before.visitor;
  const visitor = askVisitor(request, options);
  keepVisitor(request, visitor);
  return visitor;
}
