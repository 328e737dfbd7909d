import { type Field, partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData, JsonSchema } from '../types.ts';
import { compute } from './compute.ts';
import { groupOf, itemPath } from './items.ts';
import { withValue } from './paths.ts';

// One woman, of one piece: her number says sex and year of birth.
const NAME = 'Giàng Thị Mỷ';
const GROUP = 'Hmông';
const WOMAN = /^(female|woman|nu|nữ)$/i;
const TEXTS: ReadonlyArray<[RegExp, string]> = [
  [/name$/i, NAME],
  [/address|place|hometown/i, 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai'],
  [/ethnic/i, GROUP],
];
const ITEMS = 2;

/**
 * Invented answers to every field of a form, to see how something drawn from it will look. They are plausible, not checked:
 * conditions and agreements between fields are not minded. Areas are left out unless `area` gives a code.
 */
export function sampleAnswers(form: Form, given: { area?: string } = {}): FormData {
  let data: FormData = {};
  for (const field of partsOf(form).fields.values()) {
    if (field.layout.computed) continue;
    const value = sampleValue(field, given);
    if (value === undefined) continue;
    for (const place of placesIn(form, field.path)) data = withValue(data, place, value);
  }
  return compute(form, data);
}

function placesIn(form: Form, path: FieldPath): FieldPath[] {
  const group = groupOf(form, path);
  return group ? Array.from({ length: ITEMS }, (_, i) => itemPath(path, group, i)) : [path];
}

/** One invented answer; undefined where none can be invented. */
export function sampleValue(
  { path, schema, layout, widget }: Omit<Field, 'required'>,
  { area }: { area?: string } = {},
): unknown {
  const [first] = layout.options ?? [];
  if (schema.format === 'ethnic-group') return GROUP;
  switch (widget) {
    case 'date':
    case 'partial-date':
      return '1991-03-04';
    case 'personal-number':
      return '010191000172';
    case 'phone':
      return '0912345678';
    case 'email':
      return 'giangmy@example.com';
    case 'money':
      return within(schema, 800_000);
    case 'integer':
    case 'number':
      return within(schema, 3);
    case 'select':
    case 'radios':
      return hers(layout) ?? first?.value ?? schema.enum?.[0];
    case 'checkboxes':
      return first ? [first.value] : undefined;
    case 'checkbox':
    case 'yes-no':
      return true;
    case 'area':
      return area;
    case 'file':
      return undefined;
    default:
      if (schema.format === 'person-name') return NAME;
      return (TEXTS.find(([name]) => name.test(path))?.[1] ?? layout.label.vi).slice(0, schema.maxLength);
  }
}

/** Among the choices of a sex that of a woman; undefined where something else is chosen. */
const hers = ({ options = [] }: Field['layout']): unknown =>
  options.find(({ value, label }) => WOMAN.test(String(value)) || WOMAN.test(label.vi.normalize('NFC')))
    ?.value;

/** A number within the limits of a schema: the one that is given, or the nearest. */
export const within = ({ minimum, maximum }: JsonSchema, value: number): number =>
  Math.min(
    Math.max(value, typeof minimum === 'number' ? minimum : value),
    typeof maximum === 'number' ? maximum : value,
  );
