import { filesSchema } from '../define/files.ts';
import { widgetOf } from '../define/parts.ts';
import type { FieldLayout, JsonSchema, Widget } from '../types.ts';

/** What somebody who makes a form may ask for. Texts: `forms.kind.…`. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'person-name',
  'date',
  'past-date',
  'personal-number',
  'phone',
  'email',
  'area',
  'ethnic-group',
  'money',
  'integer',
  'number',
  'choice',
  'choices',
  'yes-no',
  'file',
  'computed',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** How many words, files or how much a field takes, where its kind has such a limit. */
export type KindLimits = { max?: number | undefined; options?: readonly string[]; computed?: string };

type Made = { schema: JsonSchema; layout: Partial<FieldLayout> & { widget?: Widget } };

const text = (max = 200): JsonSchema => ({ type: 'string', maxLength: max });

/** The schema and the layout of a field of a kind. `options`: the values of a choice, in their order. */
export function makeKind(kind: FieldKind, { max, options = [], computed }: KindLimits): Made {
  switch (kind) {
    case 'text':
      return { schema: text(max), layout: {} };
    case 'long-text':
      return { schema: text(max ?? 2000), layout: { widget: 'long-text' } };
    case 'person-name':
      return { schema: { type: 'string', format: 'person-name', maxLength: 100 }, layout: {} };
    case 'date':
      return { schema: { type: 'string', format: 'date', dateNotBefore: '1900-01-01' }, layout: {} };
    case 'past-date':
      return {
        schema: { type: 'string', format: 'date', dateNotBefore: '1900-01-01', dateNotAfter: 'today' },
        layout: {},
      };
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
      return { schema: { type: 'integer', minimum: 0, maximum: max ?? 1e12 }, layout: { widget: 'money' } };
    case 'integer':
      return { schema: { type: 'integer', minimum: 0, maximum: max ?? 1e9 }, layout: {} };
    case 'number':
      return { schema: { type: 'number', minimum: 0, maximum: max ?? 1e9 }, layout: {} };
    case 'choice':
      return { schema: { type: 'string', enum: [...options] }, layout: {} };
    case 'choices':
      return {
        schema: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          items: { type: 'string', enum: [...options] },
        },
        layout: {},
      };
    case 'yes-no':
      return { schema: { type: 'boolean' }, layout: { widget: 'yes-no' } };
    case 'file':
      return { schema: filesSchema({ max: max ?? 3 }), layout: { maxFiles: max ?? 3 } };
    case 'computed':
      return { schema: { type: 'number' }, layout: { computed: computed ?? '' } };
  }
}

const BY_WIDGET: Partial<Record<Widget, FieldKind>> = {
  'long-text': 'long-text',
  date: 'date',
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

/** The kind that a field is of; `text` for what no kind makes. */
export function kindOf(schema: JsonSchema, layout: FieldLayout | undefined): FieldKind {
  if (layout?.computed !== undefined) return 'computed';
  if (schema.format === 'ethnic-group') return 'ethnic-group';
  if (schema.format === 'person-name') return 'person-name';
  if (schema.format === 'date' && schema.dateNotAfter === 'today') return 'past-date';
  return BY_WIDGET[widgetOf(schema, layout)] ?? 'text';
}
