import swagger from '@fastify/swagger';
import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifySchema, FastifySchemaCompiler } from 'fastify';
import { Type } from 'typebox';
import type { Env } from '#platform/env';
import { LANGS, type Lang } from '#platform/i18n';
import type { Route } from '../types.ts';
import { type ApiDocument, inLanguage } from './api-document.ts';

// Fastify's own Ajv coerces types and drops unknown fields in silence; here a wrong request is refused with its places.
const ajvWith = (options: Options) =>
  addFormats.default(new Ajv2020({ allErrors: true, strict: false, ...options }));
const exact = ajvWith({});
// What stands in an address is text: there, and only there, `20` is a number.
const fromText = ajvWith({ coerceTypes: true });

type Check = { (data: unknown): boolean; errors?: ErrorObject[] | null };

function checkOfText(schema: object): Check {
  const validate = fromText.compile(schema);
  const check: Check = data => {
    // Ajv writes what it coerced into the data: into a copy, so that handlers find what was sent.
    const good = validate({ ...(data as object) });
    check.errors = validate.errors ?? null;
    return good;
  };
  return check;
}

type Compiler = FastifySchemaCompiler<FastifySchema>;

const compile: Compiler = ({ schema, httpPart }) =>
  httpPart === 'body' ? exact.compile(schema as object) : checkOfText(schema as object);

/** For routes whose body is read by the handler. */
export const validateAllButBody: Compiler = route =>
  route.httpPart === 'body' ? () => true : compile(route);

const ERROR = Type.Object(
  {
    code: Type.String({ description: 'http.api.error.code' }),
    what: Type.String({ description: 'http.api.error.what' }),
    todo: Type.String({ description: 'http.api.error.todo' }),
    traceId: Type.String({ format: 'uuid', description: 'http.api.error.trace' }),
    details: Type.Unknown({ description: 'http.api.error.details' }),
  },
  { $id: 'Error', required: ['code', 'what', 'todo', 'traceId'], description: 'http.api.error' },
);

/** What Fastify validates by, and the document is made from. */
export function apiSchema({ api, rule, upload }: Route): FastifySchema {
  if (!api) return { hide: true } as FastifySchema;
  const scope = typeof rule === 'object' && 'scope' in rule ? rule.scope : undefined;
  const good = { ...api.response, 'x-response-description': api.summary };
  return {
    operationId: api.id,
    tags: [api.tag],
    summary: api.summary,
    ...(api.description ? { description: api.description } : {}),
    ...(api.params ? { params: api.params } : {}),
    ...(api.query ? { querystring: api.query } : {}),
    ...(api.headers ? { headers: api.headers } : {}),
    ...(api.body ? { body: api.body } : {}),
    ...(upload ? { consumes: ['multipart/form-data'] } : {}),
    response: {
      [api.status ?? 200]: api.produces
        ? { ...good, content: { [api.produces]: { schema: api.response } } }
        : good,
      default: {
        description: 'http.api.error',
        content: { 'application/json': { schema: { $ref: 'Error#' } } },
      },
    },
    ...(scope ? { security: [{ token: [scope] }] } : {}),
  } as FastifySchema;
}

/**
 * Describes the routes that have an `api` at `/api/openapi.json` (OpenAPI 3.1; `?lang=en` in English), and makes Fastify
 * validate by them. Returns the document, once all routes are there.
 */
export async function documentApi(app: FastifyInstance, env: Env): Promise<(lang: Lang) => ApiDocument> {
  app.setValidatorCompiler(compile);
  app.setSerializerCompiler(() => data => (typeof data === 'string' ? data : JSON.stringify(data)));
  app.addSchema(ERROR);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: env.site.name,
        version: '1',
        description: 'http.api.about',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: env.site.baseUrl }],
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'http.api.token' } },
      },
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
  });
  const made = new Map<Lang, ApiDocument>();
  const documentIn = (lang: Lang): ApiDocument => {
    const document = made.get(lang) ?? inLanguage(app.swagger() as unknown as ApiDocument, env.texts, lang);
    made.set(lang, document);
    return document;
  };
  app.get('/api/openapi.json', { schema: { hide: true } as FastifySchema }, async (request, reply) => {
    const asked = (request.query as Record<string, unknown>).lang;
    reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8');
    return JSON.stringify(documentIn(LANGS.find(l => l === asked) ?? 'vi'));
  });
  return documentIn;
}
