import type { Bound, JsonSchema } from '../types.ts';
import type { FieldKind } from './field-kinds.ts';

/** How small, large, long or many an answer may be, and the shape of a text. */
export type Limits = {
  min?: Bound | undefined;
  max?: Bound | undefined;
  /** A regular expression, as `checkRegex` takes it. */
  pattern?: string | undefined;
  /** A text that fits the pattern. */
  example?: string | undefined;
};

/** What of an answer is limited: its letters, its size, its day, how many there are. */
export type LimitOf = 'letters' | 'whole' | 'number' | 'day' | 'count';

type Limit = {
  of: LimitOf;
  /** The keywords of the schema that hold the limits. */
  min: string;
  max: string;
  /** What holds where nobody says otherwise; not shown as something that was said. */
  usual: { min?: Bound; max?: Bound };
  /** Whether a text may have to have a shape. */
  pattern?: true;
};

const LETTERS = { of: 'letters', min: 'minLength', max: 'maxLength' } as const;
const SIZE = { min: 'minimum', max: 'maximum' } as const;
const DAY = { of: 'day', min: 'dateNotBefore', max: 'dateNotAfter' } as const;
const COUNT = { of: 'count', min: 'minItems', max: 'maxItems' } as const;

const LIMITS: Partial<Record<FieldKind, Limit>> = {
  text: { ...LETTERS, usual: { max: 200 }, pattern: true },
  'long-text': { ...LETTERS, usual: { max: 2000 } },
  date: { ...DAY, usual: { min: '1900-01-01' } },
  'past-date': { ...DAY, usual: { min: '1900-01-01', max: 'today' } },
  'partial-date': { ...DAY, usual: { min: '1900-01-01', max: 'today' } },
  money: { of: 'whole', ...SIZE, usual: { min: 0, max: 1e12 } },
  integer: { of: 'whole', ...SIZE, usual: { min: 0, max: 1e9 } },
  number: { of: 'number', ...SIZE, usual: { min: 0, max: 1e9 } },
  choices: { ...COUNT, usual: { min: 1 } },
  file: { ...COUNT, usual: { min: 1, max: 3 } },
};

/** What may be limited of a kind of field; undefined: nothing. */
export const limitOf = (kind: FieldKind): LimitOf | undefined => LIMITS[kind]?.of;

export const hasPattern = (kind: FieldKind): boolean => LIMITS[kind]?.pattern ?? false;

/** The keywords that a kind's limits are written with. */
export const limitKeywords = (kind: FieldKind): string[] => {
  const limit = LIMITS[kind];
  return limit ? [limit.min, limit.max, ...(limit.pattern ? ['pattern', 'examples'] : [])] : [];
};

const isBound = (v: unknown): v is Bound => typeof v === 'number' || typeof v === 'string';

/** The limits that somebody gave a field; not those that its kind has anyway. */
export function limitsIn(kind: FieldKind, schema: JsonSchema): Limits {
  const limit = LIMITS[kind];
  if (!limit) return {};
  const own = (keyword: string, usual: Bound | undefined) => {
    const value = schema[keyword];
    return isBound(value) && value !== usual ? value : undefined;
  };
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return {
    min: own(limit.min, limit.usual.min),
    max: own(limit.max, limit.usual.max),
    ...(limit.pattern && schema.pattern ? { pattern: schema.pattern } : {}),
    ...(limit.pattern && typeof example === 'string' ? { example } : {}),
  };
}

/** The keywords of a field's limits: those that were given, else those of its kind. */
export function limitsAs(kind: FieldKind, limits: Limits): Partial<JsonSchema> {
  const limit = LIMITS[kind];
  if (!limit) return {};
  const [min, max] = [limits.min ?? limit.usual.min, limits.max ?? limit.usual.max];
  return {
    ...(min === undefined ? {} : { [limit.min]: min }),
    ...(max === undefined ? {} : { [limit.max]: max }),
    ...(limit.pattern && limits.pattern ? { pattern: limits.pattern } : {}),
    ...(limit.pattern && limits.pattern && limits.example ? { examples: [limits.example] } : {}),
  };
}
