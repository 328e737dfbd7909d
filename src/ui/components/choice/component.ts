import type { Translate } from '#platform/i18n';
import { wholeCodes } from '../../format/whole-codes.ts';
import { type Html, html } from '../../html.ts';
import { describedBy, type FieldProps, fieldId, groupFrame, hintAndError } from '../field/frame.ts';
import type { Choice } from '../field/options.ts';
import { revealing } from '../field/revealing.ts';

const pick = (
  type: 'radio' | 'checkbox',
  props: FieldProps,
  option: Choice,
  index: number,
  checked: boolean,
): Html =>
  // The first one carries the field's id, so that the error summary leads to it.
  html`<label class="pick"><input${revealing(option.reveals)} type="${type}" name="${props.name}" id="${fieldId(props.name)}${
    index > 0 && `-${index}`
  }" value="${option.value}"${props.error && html` aria-invalid="true" aria-describedby="${fieldId(props.name)}-e"`}${
    checked && html` checked`
  }${props.focus && index === 0 && html` autofocus`}><span>${option.label}${option.hint && html`<span class="hint">${typeof option.hint === 'string' ? wholeCodes(option.hint) : option.hint}</span>`}</span></label>
`;

/** One of a few: all are seen at once. */
export const radios = (
  t: Translate,
  props: FieldProps & { options: readonly Choice[]; value?: string | undefined },
): Html =>
  groupFrame(
    t,
    props,
    html`${props.options.map((o, i) => pick('radio', props, o, i, o.value === props.value))}`,
  );

/** Any number of a few. */
export const checkboxes = (
  t: Translate,
  props: FieldProps & { options: readonly Choice[]; values?: readonly string[] | undefined },
): Html =>
  groupFrame(
    t,
    props,
    html`${props.options.map((o, i) => pick('checkbox', props, o, i, props.values?.includes(o.value) ?? false))}`,
  );

/** One thing to agree to or not: sends `value` (`1` unless said) when ticked, nothing otherwise. */
export const checkbox = (
  t: Translate,
  props: FieldProps & { checked?: boolean | undefined; value?: string; reveals?: readonly number[] },
): Html =>
  html`<div class="f${props.error && ' err'}">${hintAndError(t, props)}<label class="pick"><input${revealing(props.reveals)} type="checkbox" name="${
    props.name
  }" id="${fieldId(props.name)}" value="${props.value ?? '1'}"${describedBy(props)}${
    props.checked && html` checked`
  }><span>${props.label}</span></label></div>
`;
