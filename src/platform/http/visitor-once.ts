import type { FastifyRequest } from 'fastify';
import type { ServerOptions } from './options.ts';
import type { Visitor } from './types.ts';

const known = new WeakMap<FastifyRequest, Visitor | null>();

/** Who sent the request, where that was asked. */
export const knownVisitor = (request: FastifyRequest): Visitor | null => known.get(request) ?? null;

/** Who sends the request, asked once a request. */
export async function visitorOnce(
  request: FastifyRequest,
  { visitorOf }: Pick<ServerOptions, 'visitorOf'>,
): Promise<Visitor | null> {
  const { cookies, headers, ip } = request;
  if (!known.has(request))
    known.set(request, await visitorOf({ cookies, authorization: headers.authorization, ip }));
  return knownVisitor(request);
}
