import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isApiPath } from '../api-path.ts';
import { TooMany } from '../errors.ts';
import type { ServerOptions } from '../options.ts';
import type { Route } from '../types.ts';
import { visitorOnce } from '../visitor-once.ts';
import { networkOf } from './network.ts';
import { createSharedCounts, type SharedCounts } from './shared-counts.ts';

const MINUTE = 60_000;
/** Requests a minute of one person who is signed in, and of all at one address who are not. */
const PEOPLE = 1_200;
/** Of one token of the API. */
const TOKEN = 600;
/** Of one address altogether: an office of 300 who are signed in must be able to work, each by his own limit. */
const ADDRESS = 12_000;
/** Limits up to this are counted exactly over all processes: what comes within a second would be a large part of them. */
const EXACT = 300;

const storeOver = (counts: SharedCounts): FastifyRateLimitStoreCtor =>
  class Store {
    incr(
      key: string,
      done: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs: number,
      max: number,
    ): void {
      const count = max <= EXACT ? counts.countNow(key, windowMs) : counts.countSoon(key, windowMs);
      Promise.resolve(count).then(({ n, msLeft }) => done(null, { current: n, ttl: msLeft }), done);
    }
    child(): Store {
      return this;
    }
  };

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Limits on how often one may ask, over all processes on one database. Each address is held to its limit at once; the returned
 * function makes a guard for one route, to be run before the body is read: who is signed in is counted by account, so that
 * nobody is shut out by the others behind his address; who is not, by address.
 * Guards throw TooMany { seconds }.
 */
export async function createLimits(
  app: FastifyInstance,
  options: Pick<ServerOptions, 'env' | 'visitorOf'>,
): Promise<(route: Route) => Guard> {
  const { db, log, secrets } = options.env;
  const counts = createSharedCounts({ db, log, secret: secrets.secretFor('http.limits') });
  app.addHook('onClose', async () => counts.close());
  await app.register(rateLimit, { global: false, store: storeOver(counts) });

  const addressOf = ({ ip }: FastifyRequest) => `address ${networkOf(ip)}`;
  const callerOf = async (request: FastifyRequest) => {
    const visitor = await visitorOnce(request, options);
    if (!visitor) return addressOf(request);
    return visitor.kind === 'client' ? `token ${visitor.sessionId}` : `account ${visitor.accountId}`;
  };
  const guardBy = (limiter: ReturnType<FastifyInstance['createRateLimit']>): Guard => {
    return async (request, reply) => {
      const limit = await limiter(request);
      if (limit.isAllowed) return;
      if (isApiPath(request.url))
        reply.headers({ 'x-ratelimit-limit': limit.max, 'x-ratelimit-remaining': limit.remaining });
      if (limit.isExceeded) throw TooMany({ seconds: Math.max(1, limit.ttlInSeconds) });
    };
  };

  const everything = app.createRateLimit({
    max: ADDRESS,
    timeWindow: MINUTE,
    keyGenerator: request => `all ${addressOf(request)}`,
  });
  const flood = guardBy(everything);
  app.addHook('onRequest', flood);

  const general = guardBy(
    app.createRateLimit({
      max: (_request, key) => (key.startsWith('token ') ? TOKEN : PEOPLE),
      timeWindow: MINUTE,
      keyGenerator: callerOf,
    }),
  );
  return route => {
    if (!route.rateLimit) return general;
    const { max, windowSeconds } = route.rateLimit;
    const own = `${route.method} ${route.path}`;
    return guardBy(
      app.createRateLimit({
        max,
        timeWindow: windowSeconds * 1_000,
        keyGenerator: async request => `${own} ${await callerOf(request)}`,
      }),
    );
  };
}
