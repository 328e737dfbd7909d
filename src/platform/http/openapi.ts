import swagger from '@fastify/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import type { Env } from '#platform/env';
import type { Route } from './types.ts';

// Fastify's own Ajv coerces types and drops unknown fields in silence; here a wrong request is refused with its places.
const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: false }));

/** Describes the routes that have an `api` at `/api/openapi.json` (OpenAPI 3.1), and makes Fastify validate by them. */
export async function documentApi(app: FastifyInstance, routes: readonly Route[], env: Env): Promise<void> {
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object));
  app.setSerializerCompiler(() => data => (typeof data === 'string' ? data : JSON.stringify(data)));
  if (!routes.some(r => r.api)) return;
  const scopes = routes.flatMap(r => (typeof r.rule === 'object' && 'scope' in r.rule ? [r.rule.scope] : []));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: env.site.name,
        version: '1',
        description: `Errors have one shape: { code, what, todo, traceId, details? }. Scopes: ${[...new Set(scopes)].join(', ')}.`,
      },
      servers: [{ url: env.site.baseUrl }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    hideUntagged: false,
  });
  app.get('/api/openapi.json', { schema: { hide: true } as object }, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8');
    return JSON.stringify(app.swagger());
  });
}
