import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ProcedureUnreadable } from './errors.ts';
import { resultTemplateSchema } from './result/definition.ts';
import { sameMatterSchema } from './same-matter/definition.ts';
import { CHANNELS, LEVELS, LIFE_EVENTS, type ProcedureContent, SERVICE_LEVELS } from './types.ts';

const closed = { additionalProperties: false };
const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Union(values.map(v => Type.Literal(v))));
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const count = Type.Integer({ minimum: 0, maximum: 99 });

const span = {
  n: Type.Number({ minimum: 0, maximum: 3650 }),
  unit: oneOf(['working-hour', 'working-day', 'calendar-day', 'month']),
  cutOff: Type.Optional(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
  includeReceiptDay: Type.Optional(Type.Boolean()),
};
const limit = Type.Object(
  {
    ...span,
    cases: Type.Optional(
      Type.Array(Type.Object({ ...span, if: text(500), says: text(200) }, closed), {
        minItems: 1,
        maxItems: 5,
      }),
    ),
  },
  closed,
);
const reference = Type.Object(
  { id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,79}$' }), version: Type.Integer({ minimum: 1 }) },
  closed,
);
const mapped = Type.Array(
  Type.Object({ from: text(200), to: nullable(text(200)), reason: Type.Optional(text(500)) }, closed),
  { maxItems: 500 },
);

/** JSON Schema of a procedure's content: what the editor posts, a pack holds, an installation exports. */
export const contentSchema = Type.Object(
  {
    name: text(2000),
    field: text(200),
    levels: Type.Array(oneOf(LEVELS), { maxItems: 5 }),
    agencyKind: nullable(text(60)),
    decidedBy: nullable(text(6000)),
    subjects: Type.Array(text(200), { maxItems: 40 }),
    legalBasis: Type.Array(text(300), { maxItems: 200 }),
    papers: Type.Array(
      Type.Object(
        {
          // A name of a field of the form, and of FEEL: letters and digits.
          id: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' }),
          name: text(6000),
          original: nullable(count),
          copy: nullable(count),
          alreadyHeld: Type.Boolean(),
          optional: Type.Boolean(),
          byForm: Type.Optional(Type.Boolean()),
          note: Type.Optional(text(2000)),
        },
        closed,
      ),
      { maxItems: 300 },
    ),
    fees: Type.Array(
      Type.Object(
        {
          name: text(300),
          channels: Type.Array(oneOf(CHANNELS)),
          amount: nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
          text: Type.Optional(text(2000)),
          exemptions: Type.Array(
            Type.Object(
              {
                who: text(500),
                share: Type.Number({ minimum: 0, maximum: 1 }),
                basis: Type.Optional(text(300)),
                grounds: Type.Optional(Type.Array(text(100), { maxItems: 40 })),
                paper: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })),
              },
              closed,
            ),
            { maxItems: 40 },
          ),
          // An element's id (XML NCName), or `at-submission`.
          due: Type.Optional(Type.String({ pattern: '^[A-Za-z_][\\w.-]{0,79}$' })),
          waits: Type.Optional(Type.Boolean()),
          claimHolds: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      { maxItems: 60 },
    ),
    limits: Type.Object(
      { online: Type.Optional(limit), counter: Type.Optional(limit), post: Type.Optional(limit) },
      closed,
    ),
    results: Type.Array(text(2000), { maxItems: 60 }),
    serviceLevel: oneOf(SERVICE_LEVELS),
    form: nullable(reference),
    process: nullable(reference),
    resultTemplate: Type.Optional(nullable(resultTemplateSchema)),
    mapping: Type.Optional(nullable(Type.Object({ elements: mapped, fields: mapped }, closed))),
    sameMatter: Type.Optional(nullable(sameMatterSchema)),
    lifeEvents: Type.Array(oneOf(LIFE_EVENTS)),
    keywords: Type.Array(text(200), { maxItems: 60 }),
    unverified: Type.Array(text(200), { maxItems: 100 }),
    source: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);

/** `1.001193`, or with an agency's identifier `1.011441.000.00.00.H38`. */
export const CODE = /^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){1,8}$/;

const validator = Compile(contentSchema);

/** What is wrong with a value as content, each with its place, e.g. `/limits/online/unit: …`. */
export const contentProblems = (value: unknown): string[] => {
  if (validator.Check(value)) return hasNul(value) ? ['/: NUL character'] : [];
  return validator
    .Errors(value)
    .slice(0, 20)
    .map(e => `${e.instancePath || '/'}: ${e.message}`);
};

// PostgreSQL keeps no U+0000 in text.
const hasNul = (value: unknown): boolean => JSON.stringify(value).includes('\\u0000');

/** Throws PROCEDURE_UNREADABLE with the problems as details. */
export function checkContent(content: ProcedureContent): void {
  const problems = contentProblems(content);
  if (problems.length) throw ProcedureUnreadable({ problem: problems[0] ?? '' }, problems);
}

/** Throws PROCEDURE_UNREADABLE when `code` is not of the form of a procedure's code. */
export function checkCode(code: string): void {
  if (!CODE.test(code)) throw ProcedureUnreadable({ problem: `code: ${code.slice(0, 60)}` });
}
