import { type TProperties, Type } from 'typebox';

const closed = { additionalProperties: false };

/** An object that holds what is named and nothing else. */
export const Shape = <P extends TProperties>(properties: P, words?: string) =>
  Type.Object(properties, { ...closed, ...(words ? { description: words } : {}) });

/** One of some words. */
export const Word = <const V extends string>(values: readonly V[], words?: string) =>
  Type.Unsafe<V>({ type: 'string', enum: [...values], ...(words ? { description: words } : {}) });

export const OrNull = (schema: { type: string; [keyword: string]: unknown }) => {
  const { type, ...rest } = schema;
  return Type.Unsafe<unknown>({ ...rest, type: [type, 'null'] });
};

const langs = Word(['vi', 'en'], 'api.param.lang');

/** The query of an operation; its words can be had in either language. */
export const Query = <P extends TProperties>(properties: P) =>
  Type.Object({ ...properties, lang: Type.Optional(langs) }, closed);

export const Moment = (words?: string) =>
  Type.String({ format: 'date-time', ...(words ? { description: words } : {}) });
export const Day = (words?: string) =>
  Type.String({ format: 'date', ...(words ? { description: words } : {}) });
export const Id = (words?: string) =>
  Type.String({ format: 'uuid', ...(words ? { description: words } : {}) });
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'api.field.sha256' });

export const CodeParam = Shape({
  code: Type.String({ minLength: 1, maxLength: 60, description: 'api.param.dossier' }),
});

/** Anything of JSON, under any name. */
export const Anything = (words: string) =>
  Type.Unsafe<Readonly<Record<string, unknown>>>({
    type: 'object',
    additionalProperties: true,
    description: words,
  });

/** One place of the form that has to be corrected. */
export const Problem = Shape({
  path: Type.String({ description: 'api.field.problem-path' }),
  message: Type.String({ description: 'api.field.problem-message' }),
  expected: Type.Optional(Type.String({ description: 'api.field.problem-expected' })),
  allowed: Type.Optional(Type.Array(Type.Unknown(), { description: 'api.field.problem-allowed' })),
});

export const AgencyShape = Shape({
  identifier: OrNull({ type: 'string', description: 'api.field.agency-identifier' }),
  name: Type.String(),
});

export const LimitShape = Shape({
  n: Type.Number(),
  unit: Word(['working-hour', 'working-day', 'calendar-day', 'month']),
  cutOff: Type.Optional(Type.String({ description: 'api.field.cut-off' })),
  includeReceiptDay: Type.Optional(Type.Boolean()),
  because: Type.Optional(Type.String({ description: 'api.field.because' })),
});
