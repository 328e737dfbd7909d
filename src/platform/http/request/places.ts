import type { FastifySchemaValidationError } from 'fastify';

/** One place of a request that does not fit its schema, without words: for programs. */
type Place = {
  in: 'body' | 'query' | 'path' | 'header';
  /** The way to the value: `/applicant/name`; of what is missing or unknown, with its name. */
  at: string;
  /** The keyword of JSON Schema that it does not meet. */
  rule: string;
  /** What the keyword asks for, as the schema states it. */
  expected: Record<string, unknown>;
};

const PARTS: Record<string, Place['in']> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** The places of a validation error of Fastify. */
export function placesOf(error: unknown): Place[] {
  const { validation = [], validationContext = 'body' } = error as {
    validation?: FastifySchemaValidationError[];
    validationContext?: string;
  };
  return validation.map(({ instancePath, keyword, params }) => {
    const named = params.missingProperty ?? params.additionalProperty;
    return {
      in: PARTS[validationContext] ?? 'body',
      at: typeof named === 'string' ? `${instancePath}/${named}` : instancePath,
      rule: keyword,
      expected: params,
    };
  });
}
