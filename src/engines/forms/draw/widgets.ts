import type { Translate } from '#platform/i18n';
import {
  type Choice,
  checkbox,
  checkboxes,
  dateField,
  type FieldProps,
  fileField,
  type Html,
  radios,
  selectField,
  textArea,
  textField,
} from '#ui';
import { uploadScript } from '../browser/scripts.ts';
import type { Field } from '../define/parts.ts';
import { said } from '../said.ts';
import type { FormData } from '../types.ts';
import { valueAt } from '../values/paths.ts';
import type { Reveals } from './reveals.ts';
import { filesIn, textsIn, typedValue } from './shown-value.ts';

type Drawing = {
  props: FieldProps;
  areas: readonly Choice[];
  reveals: Reveals;
};

// What the browser is told about the kind of a field: which keypad, and how wide.
const KINDS = {
  'personal-number': { inputmode: 'numeric', narrow: true },
  phone: { inputmode: 'tel', narrow: true },
  email: { inputmode: 'email' },
  money: { inputmode: 'numeric', narrow: true },
  integer: { inputmode: 'numeric', narrow: true },
  number: { inputmode: 'decimal', narrow: true },
} as const;

/** Letters that may be more than a line of a telephone holds by far: names of places, addresses. */
const LONG = 200;

const ACCEPTED_FILES = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx';

/** One field with the value the data holds. */
export function drawField(t: Translate, field: Field, data: FormData, drawing: Drawing): Html {
  const { props, areas } = drawing;
  const reveals = (value: unknown) => drawing.reveals.by(field.path, value);
  const choices = () => choicesOf(t, field, drawing.reveals);
  const { layout, widget } = field;
  const { autocomplete } = layout;
  const value = valueAt(data, field.path);
  const shown = typedValue(field, value);
  switch (widget) {
    case 'long-text':
      return textArea(t, { ...props, value: shown });
    case 'date':
    case 'partial-date':
      return dateField(t, { ...props, value: shown, autocomplete });
    case 'select':
      return selectField(t, { ...props, value: shown, autocomplete, options: choices() });
    case 'area':
      return selectField(t, { ...props, value: shown, autocomplete, options: areas });
    case 'radios':
      return radios(t, { ...props, value: shown, options: choices() });
    case 'checkboxes':
      return checkboxes(t, { ...props, values: textsIn(value), options: choices() });
    case 'checkbox':
      return checkbox(t, { ...props, checked: value === true, reveals: reveals(true) });
    case 'yes-no':
      return radios(t, {
        ...props,
        value: value === true ? 'yes' : value === false ? 'no' : undefined,
        options: [
          { value: 'yes', label: t('forms.yes'), reveals: reveals(true) },
          { value: 'no', label: t('forms.no'), reveals: reveals(false) },
        ],
      });
    case 'file': {
      // What is here already need not be sent again.
      const kept = filesIn(value);
      const multiple = (layout.maxFiles ?? 1) > 1;
      const script = uploadScript(t.lang);
      return fileField(t, {
        ...props,
        accept: ACCEPTED_FILES,
        multiple,
        most: layout.maxFiles ?? 1,
        kept,
        script,
      });
    }
    default:
      // What may be long is read whole on a narrow telephone: the field grows with it. It is still one line, line breaks become spaces.
      if (widget === 'text' && (field.schema.maxLength ?? 0) >= LONG && layout.width !== 'narrow')
        return textArea(t, { ...props, value: shown, autocomplete, rows: 1 });
      return textField(t, {
        ...props,
        value: shown,
        autocomplete,
        ...(widget !== 'text' && KINDS[widget]),
        ...(layout.width && { narrow: layout.width === 'narrow' }),
        ...(widget === 'money' && { unit: t('forms.money.unit') }),
      });
  }
}

// By what they bring out: kept as long as the page is the same.
const known = new WeakMap<Reveals, Map<string, readonly Choice[]>>();

/** The choices of a field in the reader's language: the same list each time, so that it need not be drawn again. */
function choicesOf({ lang }: Translate, { path, layout }: Field, reveals: Reveals): readonly Choice[] {
  const kept = known.get(reveals) ?? new Map<string, readonly Choice[]>();
  known.set(reveals, kept);
  const key = `${lang} ${path}`;
  const before = kept.get(key);
  if (before) return before;
  const made = (layout.options ?? []).map(o => ({
    value: o.value,
    label: said(o.label, lang),
    ...(o.hint && { hint: said(o.hint, lang) }),
    reveals: reveals.by(path, o.value),
  }));
  kept.set(key, made);
  return made;
}
