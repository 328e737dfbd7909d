import type { Translate } from '#platform/i18n';
import { wholeCodes } from '../../format/whole-codes.ts';
import { attr, type Html, html } from '../../html.ts';

/** What every field says around its control. */
export type FieldProps = {
  /** Name under which it is sent; its id follows from it (`fieldId`). */
  name: string;
  label: string;
  hint?: string | undefined;
  /** What to do, with an example; stands between hint and control, and the same in the error summary. */
  error?: string | undefined;
  /** Says `(không bắt buộc)` behind the label. Fields are needed unless this is said. */
  optional?: boolean | undefined;
  /** Where the value came from ("Lấy từ căn cước"), below the control. */
  source?: string | undefined;
  /** The page opens with the cursor here; one field a page at most. */
  focus?: boolean | undefined;
};

/** The id of a field's control: where the error summary leads. */
export const fieldId = (name: string): string => `f-${name}`;

const labelText = (t: Translate, props: FieldProps): string =>
  props.optional ? t('ui.field.optional', { label: props.label }) : props.label;

/** `aria-invalid`, `aria-describedby` and `autofocus` of a control. */
export function describedBy(props: FieldProps): Html {
  const id = fieldId(props.name);
  const ids = [props.hint && `${id}-h`, props.error && `${id}-e`, props.source && `${id}-s`].filter(Boolean);
  return html`${props.error && attr('aria-invalid', 'true')}${ids.length > 0 && attr('aria-describedby', ids.join(' '))}${props.focus && html` autofocus`}`;
}

/** Hint, then error; each with the id that `describedBy` names. */
export function hintAndError(t: Translate, props: FieldProps): Html {
  const id = fieldId(props.name);
  return html`${props.hint && html`<span class="hint" id="${id}-h">${wholeCodes(props.hint)}</span>`}${
    props.error &&
    html`<p class="msg" id="${id}-e"><span class="vh">${t('ui.field.error')} </span>${props.error}</p>`
  }`;
}

/** Label, hint, error and one control. */
export const fieldFrame = (t: Translate, props: FieldProps, control: Html): Html =>
  html`<div class="f${props.error && ' err'}"><label for="${fieldId(props.name)}">${labelText(t, props)}</label>${hintAndError(
    t,
    props,
  )}${control}${props.source && html`<span class="hint" id="${fieldId(props.name)}-s">${props.source}</span>`}</div>
`;

/** A group of controls: legend in place of the label. */
export const groupFrame = (t: Translate, props: FieldProps, controls: Html): Html =>
  html`<fieldset class="f${props.error && ' err'}"${describedBy({ ...props, error: undefined, focus: false })}><legend>${labelText(
    t,
    props,
  )}</legend>${hintAndError(t, props)}${controls}${
    props.source && html`<span class="hint" id="${fieldId(props.name)}-s">${props.source}</span>`
  }</fieldset>
`;
