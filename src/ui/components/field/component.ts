import type { Translate } from '#platform/i18n';
import { attr, type Html, html } from '../../html.ts';
import { describedBy, type FieldProps, fieldFrame, fieldId } from './frame.ts';
import { type Choice, drawOptions } from './options.ts';

export type TextFieldProps = FieldProps & {
  value?: string | undefined;
  type?: 'text' | 'email' | 'tel' | 'search' | 'password';
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  /** Purpose of the field (WCAG 1.3.5): a token of the HTML standard. */
  autocomplete?: string | undefined;
  /** Only as wide as a date, a number, a telephone number. */
  narrow?: boolean | undefined;
  /** Characters at which the browser stops. Only for codes, numbers and addresses: of words it would cut what is pasted, unsaid. */
  maxlength?: number | undefined;
  /** Characters that may be sent: more is refused (`overLong`), and what was typed stays. */
  most?: number | undefined;
  /** The key that leads here. */
  key?: string | undefined;
  /** One of several that are scanned one after another: Enter, with which a scanner ends, goes on to the next and sends nothing. */
  scanned?: boolean | undefined;
  /** Values that the browser offers while one types (a `datalist`): nobody has to take one. */
  suggestions?: readonly string[] | undefined;
  /** Words behind the field, e.g. `đồng`. */
  unit?: string | undefined;
};

const listId = (name: string) => `${fieldId(name)}-list`;

/** One line of text. */
export const textField = (t: Translate, props: TextFieldProps): Html =>
  fieldFrame(
    t,
    props,
    html`<input class="in${props.narrow && ' w10'}" id="${fieldId(props.name)}" name="${props.name}"${attr('data-most', props.most)}${
      props.type && attr('type', props.type)
    }${attr('inputmode', props.inputmode)}${attr('autocomplete', props.autocomplete)}${attr(
      'maxlength',
      props.maxlength,
    )}${attr('data-key', props.key)}${props.scanned && html` data-scan`}${attr('list', props.suggestions && listId(props.name))}${describedBy(props)}${props.value !== undefined && props.value !== '' && attr('value', props.value)}>${
      props.unit && html` <span class="unit">${props.unit}</span>`
    }${props.suggestions && html`<datalist id="${listId(props.name)}">${props.suggestions.map(s => html`<option value="${s}">`)}</datalist>`}`,
  );

/** A date as `dd/mm/yyyy` in one field; eight digits without strokes are understood too. */
export const dateField = (t: Translate, props: Omit<TextFieldProps, 'type' | 'inputmode' | 'narrow'>): Html =>
  textField(t, { ...props, inputmode: 'numeric', narrow: true });

/** Several lines of text. The browser does not stop a long one: it would cut what is pasted without a word, and the server says how long. */
export const textArea = (
  t: Translate,
  props: FieldProps & {
    value?: string | undefined;
    /** One: as high as what it holds, where the browser can do that. */
    rows?: number;
    most?: number | undefined;
    autocomplete?: string | undefined;
  },
): Html =>
  // A line break right after the tag is dropped by browsers, so one is put there for the value's own to survive.
  fieldFrame(
    t,
    props,
    html`<textarea class="in" id="${fieldId(props.name)}" name="${props.name}"${attr('data-most', props.most)} rows="${props.rows ?? 4}"${attr('autocomplete', props.autocomplete)}${describedBy(props)}>
${props.value}</textarea>`,
  );

/**
 * A part of a form that is seen only while a choice with this number (1–6; on pages for staff to 19) is made. Browsers that cannot do it without script
 * show it always; the server decides again in any case.
 */
export const revealed = (number: number, part: Html): Html => html`<div class="if${number}">${part}</div>
`;

/** A list to choose one from, when there are more than about seven. */
export const selectField = (
  t: Translate,
  props: FieldProps & {
    options: readonly Choice[];
    value?: string | undefined;
    autocomplete?: string | undefined;
    /** Words of the choice that chooses none, in a filter: `Mọi loại`. */
    any?: string | undefined;
  },
): Html =>
  fieldFrame(
    t,
    props,
    html`<select class="in" id="${fieldId(props.name)}" name="${props.name}"${attr(
      'autocomplete',
      props.autocomplete,
    )}${describedBy(props)}>${
      // Where one of the choices stands for none, a second entry for it would only puzzle.
      !props.options.some(o => o.value === '') &&
      html`<option value="">${props.any ?? t('ui.field.choose')}</option>`
    }${drawOptions(props.options, props.value)}</select>`,
  );
