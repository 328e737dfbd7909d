import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isApiPath } from '../api/api-path.ts';
import { TooMany } from '../errors.ts';
import type { ServerOptions } from '../options.ts';
import { visitorOnce } from '../request/visitor-once.ts';
import type { Route } from '../types.ts';
import { networkOf } from './network.ts';
import { createSharedCounts } from './shared-counts.ts';

const MINUTE = 60_000;
/** Requests a minute of one person who is signed in, and of all at one address who are not. */
const PEOPLE = 1_200;
/** Of one token of the API. */
const TOKEN = 600;
/** Of one address altogether: an office of 300 who are signed in must be able to work, each by his own limit. */
const ADDRESS = 12_000;
/** Limits up to this are counted exactly over all processes: what comes within a second would be a large part of them. */
const EXACT = 300;

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

type Limit = {
  windowMs: number;
  /** Under which a request is counted. */
  keyOf(request: FastifyRequest): string | Promise<string>;
  /** How many of one key in a window. */
  maxOf(key: string): number;
};

/**
 * Limits on how often one may ask, over all processes on one database. Each address is held to its limit at once; the returned
 * function makes a guard for one route, to be run before the body is read: who is signed in is counted by account, so that
 * nobody is shut out by the others behind his address; who is not, by address.
 * Guards throw TooMany { seconds }.
 */
export function createLimits(
  app: FastifyInstance,
  options: Pick<ServerOptions, 'env' | 'visitorOf'>,
): (route: Route) => Guard {
  const { db, log, secrets } = options.env;
  const counts = createSharedCounts({ db, log, secret: secrets.secretFor('http.limits') });
  app.addHook('onClose', async () => counts.close());

  // Asked twice of a request: once for all at the address, once for who is not signed in.
  const last = { ip: '', key: '' };
  const addressOf = ({ ip }: FastifyRequest): string => {
    if (last.ip !== ip) Object.assign(last, { ip, key: `address ${networkOf(ip)}` });
    return last.key;
  };
  const callerOf = async (request: FastifyRequest) => {
    const visitor = await visitorOnce(request, options);
    if (!visitor) return addressOf(request);
    return visitor.kind === 'client' ? `token ${visitor.sessionId}` : `account ${visitor.accountId}`;
  };
  const guardBy = (limit: Limit): Guard => {
    return async (request, reply) => {
      const key = await limit.keyOf(request);
      const max = limit.maxOf(key);
      const { windowMs } = limit;
      const count = max <= EXACT ? await counts.countNow(key, windowMs) : counts.countSoon(key, windowMs);
      if (isApiPath(request.url))
        reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': Math.max(0, max - count.n) });
      if (count.n > max) throw TooMany({ seconds: Math.max(1, Math.ceil(count.msLeft / 1_000)) });
    };
  };

  const flood = guardBy({
    maxOf: () => ADDRESS,
    windowMs: MINUTE,
    keyOf: request => `all ${addressOf(request)}`,
  });
  app.addHook('onRequest', flood);

  const general = guardBy({
    maxOf: key => (key.startsWith('token ') ? TOKEN : PEOPLE),
    windowMs: MINUTE,
    keyOf: callerOf,
  });
  return route => {
    if (!route.rateLimit) return general;
    const { max, windowSeconds } = route.rateLimit;
    const own = `${route.method} ${route.path}`;
    return guardBy({
      maxOf: () => max,
      windowMs: windowSeconds * 1_000,
      keyOf: async request => `${own} ${await callerOf(request)}`,
    });
  };
}
