import { Readable } from 'node:stream';
import { constants as zlib } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify';
import { newId } from '#platform/db';
import type { Env } from '#platform/env';
import { beginAhead } from './ahead.ts';
import { endStreams } from './answer/end-streams.ts';
import { answerTo, handleError } from './answer/failures.ts';
import { fixHeaders } from './answer/fixed-headers.ts';
import { mayBeResent } from './answer/offer-again.ts';
import { send } from './answer/reply.ts';
import { watchAnswers } from './answer/watch-answers.ts';
import { guardApi } from './api/api-guard.ts';
import { isApiPath } from './api/api-path.ts';
import { apiSchema, documentApi, validateAllButBody } from './api/openapi.ts';
import { type Handling, handle } from './handle.ts';
import { createLimits } from './limits/limits.ts';
import type { ServerOptions } from './options.ts';
import { cleanBody } from './request/body.ts';
import { type Csrf, createCsrf } from './request/csrf.ts';
import { keepRaw } from './request/raw-body.ts';
import { tellLater } from './request/resend.ts';
import { stopInOrder } from './stopping.ts';
import type { Route } from './types.ts';

function guard(route: Route): void {
  // A route without a rule does not start: nothing is open by forgetting.
  if (!route.rule) throw new Error(`route ${route.method} ${route.path} has no rule`);
  if (route.signed && !isApiPath(route.path))
    throw new Error(`route ${route.method} ${route.path} is signed and not under /api/`);
}

async function registerPlugins(app: FastifyInstance, env: Env): Promise<void> {
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1_000_000 });
  await app.register(multipart);
  await app.register(compress, {
    global: true,
    threshold: 512,
    encodings: ['br', 'gzip'],
    // Level 5 makes pages a twentieth smaller than the plugin's 4 in the same time; 9 takes thirty times as long.
    brotliOptions: {
      params: { [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT, [zlib.BROTLI_PARAM_QUALITY]: 5 },
    },
  });
  await fixHeaders(app, { https: env.site.baseUrl.startsWith('https:') });
}

/** What an address that cannot be read is taken for: a page that there is not, with all that every answer has. */
const NOWHERE = '/-';

function isReadable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURI(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/**
 * The web server over a table of routes. Not listening yet.
 * Throws at once when a route has no rule, or two routes have the same method and path.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { env } = options;
  const csrf: Csrf = createCsrf(options.secret);
  const secure = env.site.baseUrl.startsWith('https:');
  const app = fastify({
    logger: false,
    genReqId: () => newId(),
    // X-Forwarded-For is believed for as many hops as there are proxies of our own in front.
    trustProxy: (_address, hop) => hop < env.config.TRUST_PROXY,
    bodyLimit: 1_000_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : NOWHERE),
  });
  const style = { secure };
  app.setErrorHandler((error, request, reply) =>
    send(reply, handleError(error, request, env, options.errorPage), style),
  );
  app.setNotFoundHandler((request, reply) =>
    send(reply, handleError({ statusCode: 404 }, request, env, options.errorPage), style),
  );
  watchAnswers(app, options);
  await registerPlugins(app, env);
  const limitOf = createLimits(app, options);
  const streamed = endStreams(app);
  stopInOrder(app);
  app.addHook('preValidation', (request: FastifyRequest, _reply, done) => {
    if (request.body && typeof request.body === 'object' && !(request.body instanceof Readable))
      request.body = cleanBody(request.body);
    done();
  });
  const handling: Handling = { ...options, csrf, apiDocument: await documentApi(app, env) };
  await app.register(async scope => {
    for (const route of options.routes) {
      guard(route);
      const isApi = isApiPath(route.path);
      const limit = limitOf(route);
      const routing: RouteOptions = {
        method: route.method,
        url: route.path,
        schema: apiSchema(route),
        // The parts of a multipart body are read, and checked, by the handler.
        ...(route.api && route.upload ? { validatorCompiler: validateAllButBody } : {}),
        config: { asset: route.asset ?? false },
        preParsing: async (request, reply, payload) => {
          beginAhead(route, request, options);
          await limit(request, reply).catch(error => {
            if (!mayBeResent(route) || answerTo(error).status < 500) throw error;
            tellLater(request, error);
          });
          if (isApi) await guardApi(route, request, options);
          return route.signed ? keepRaw(request, payload) : payload;
        },
        handler: async (request, reply) => {
          const answer = await handle(route, request, handling);
          if (answer.kind === 'events') streamed(answer.body);
          return send(reply, answer, style);
        },
      };
      const { stream } = route;
      if (!stream) scope.route(routing);
      else
        await scope.register(async inner => {
          inner.addContentTypeParser(stream, (_request, body, done) => done(null, body));
          inner.route(routing);
        });
    }
  });
  return app;
}
