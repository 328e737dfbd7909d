import { filesSchema } from '../define/files.ts';
import { widgetOf } from '../define/parts.ts';
import type { CalculationResult, FieldLayout, JsonSchema, Widget } from '../types.ts';
import type { FieldKind } from './field-kinds.ts';
import { type Limits, limitsAs } from './limits.ts';

/** What is said of a field beside its kind. */
type KindChoice = {
  limits?: Limits;
  options?: readonly string[];
  computed?: string;
  /** What a worked-out answer is; a number unless said. */
  result?: CalculationResult;
};

type Made = { schema: JsonSchema; layout: Partial<FieldLayout> & { widget?: Widget } };

/** The schema and the layout of a field of a kind. `options`: the values of a choice, in their order. */
export function makeKind(
  kind: FieldKind,
  { limits = {}, options = [], computed, result = 'number' }: KindChoice,
): Made {
  const made = kind === 'computed' ? workedOut(result) : bare(kind, options);
  const files = kind === 'file' ? Number(limits.max ?? 3) : undefined;
  return {
    schema: { ...made.schema, ...limitsAs(kind, limits) },
    layout: {
      ...made.layout,
      ...(files ? { maxFiles: files } : {}),
      ...(kind === 'computed' ? { computed: computed ?? '' } : {}),
    },
  };
}

function workedOut(result: CalculationResult): Made {
  switch (result) {
    case 'money':
      return { schema: { type: 'integer' }, layout: { widget: 'money' } };
    case 'text':
      return { schema: { type: 'string' }, layout: {} };
    case 'date':
      return { schema: { type: 'string', format: 'date' }, layout: {} };
    default:
      return { schema: { type: result }, layout: {} };
  }
}

function bare(kind: Exclude<FieldKind, 'computed'>, options: readonly string[]): Made {
  switch (kind) {
    case 'text':
      return { schema: { type: 'string' }, layout: {} };
    case 'long-text':
      return { schema: { type: 'string' }, layout: { widget: 'long-text' } };
    case 'person-name':
      return { schema: { type: 'string', format: 'person-name', maxLength: 100 }, layout: {} };
    case 'date':
    case 'past-date':
      return { schema: { type: 'string', format: 'date' }, layout: {} };
    case 'partial-date':
      return { schema: { type: 'string', format: 'partial-date' }, layout: {} };
    case 'personal-number':
      return { schema: { type: 'string', format: 'personal-number' }, layout: {} };
    case 'phone':
      return { schema: { type: 'string', format: 'vn-phone' }, layout: {} };
    case 'email':
      return { schema: { type: 'string', format: 'email' }, layout: {} };
    case 'area':
      return { schema: { type: 'string', format: 'area-code' }, layout: { within: 'home' } };
    case 'ethnic-group':
      return { schema: { type: 'string', format: 'ethnic-group' }, layout: {} };
    case 'money':
      return { schema: { type: 'integer' }, layout: { widget: 'money' } };
    case 'integer':
      return { schema: { type: 'integer' }, layout: {} };
    case 'number':
      return { schema: { type: 'number' }, layout: {} };
    case 'choice':
      return { schema: { type: 'string', enum: [...options] }, layout: {} };
    case 'choices':
      return {
        schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: [...options] } },
        layout: {},
      };
    case 'yes-no':
      return { schema: { type: 'boolean' }, layout: { widget: 'yes-no' } };
    case 'file':
      return { schema: filesSchema({}), layout: {} };
  }
}

const BY_WIDGET: Partial<Record<Widget, FieldKind>> = {
  'long-text': 'long-text',
  date: 'date',
  'partial-date': 'partial-date',
  'personal-number': 'personal-number',
  phone: 'phone',
  email: 'email',
  area: 'area',
  money: 'money',
  integer: 'integer',
  number: 'number',
  select: 'choice',
  radios: 'choice',
  checkboxes: 'choices',
  'yes-no': 'yes-no',
  checkbox: 'yes-no',
  file: 'file',
};

/** What a worked-out answer is, by its schema and layout. */
export function resultIn(schema: JsonSchema, layout: FieldLayout | undefined): CalculationResult {
  if (schema.type === 'integer' || schema.type === 'number')
    return layout?.widget === 'money' ? 'money' : schema.type;
  return schema.format === 'date' ? 'date' : 'text';
}

/** The kind that a field is of; `text` for what no kind makes. */
export function kindOf(schema: JsonSchema, layout: FieldLayout | undefined): FieldKind {
  if (layout?.computed !== undefined) return 'computed';
  if (schema.format === 'ethnic-group') return 'ethnic-group';
  if (schema.format === 'person-name') return 'person-name';
  if (schema.format === 'date' && schema.dateNotAfter === 'today') return 'past-date';
  return BY_WIDGET[widgetOf(schema, layout)] ?? 'text';
}
