import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from '../options.ts';
import { knownVisitor } from '../request/visitor-once.ts';
import type { Answered } from '../types.ts';
import { failureOf } from './failures.ts';

/** Every request that was answered, or given up by who sent it, goes into the log and to `answered`, whatever answered it. */
export function watchAnswers(
  app: FastifyInstance,
  { env, answered }: Pick<ServerOptions, 'env' | 'answered'>,
): void {
  app.addHook('onResponse', async (request, reply) => {
    const facts: Answered = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    env.log.info(
      {
        traceId: request.id,
        ...facts,
        error: failureOf(request),
        account: knownVisitor(request)?.accountId,
      },
      'request',
    );
    answered?.(facts);
  });
}
