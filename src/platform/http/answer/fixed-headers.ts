import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import { WITH_SCRIPT } from './policy.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A style sheet, script or font. */
    asset?: boolean;
  }
}

// Headers for browsers that are gone (IE 8, Flash), or that the policy says better: frame-ancestors instead of X-Frame-Options
// (OWASP ASVS 5, 3.4.6). A page on a phone pays for each.
const OUTDATED = {
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

// A style sheet, script or font is no document: what a document may do is not said with it.
const FOR_ASSETS = {
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: false,
  referrerPolicy: false,
} as const;

/** What helmet puts on an answer: asked once, as it says the same on each, and works it out anew each time. */
async function headersBy(options: FastifyHelmetOptions): Promise<Array<[string, string]>> {
  const bare = fastify();
  await bare.register(helmet, options);
  // Taken before the server adds its own (content-length, date).
  let headers: Array<[string, string]> = [];
  bare.get('/', async (_request, reply) => {
    headers = Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)]);
    return '';
  });
  await bare.inject('/');
  await bare.close();
  return headers;
}

/** Puts the headers that keep a browser safe on every answer, also on refusals; fewer where the route's config says `asset`. */
export async function fixHeaders(app: FastifyInstance, { https }: { https: boolean }): Promise<void> {
  const all: FastifyHelmetOptions = {
    contentSecurityPolicy: { useDefaults: false, directives: WITH_SCRIPT },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    ...OUTDATED,
  };
  const [ofPages, ofAssets] = [await headersBy(all), await headersBy({ ...all, ...FOR_ASSETS })];
  app.addHook('onRequest', (request, reply, done) => {
    for (const [name, value] of request.routeOptions.config.asset ? ofAssets : ofPages)
      reply.raw.setHeader(name, value);
    // A connection stays open unless one says that it does not (RFC 9112, 9.3): nobody pays to be told so.
    reply.raw.removeHeader('connection');
    done();
  });
}
