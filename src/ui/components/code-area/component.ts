import type { Translate } from '#platform/i18n';
import { type Html, html } from '../../html.ts';
import { describedBy, type FieldProps, fieldFrame, fieldId } from '../field/frame.ts';

/** Text that a program reads (JSON, XML): fixed width, lines not folded, no spelling marks. For staff. */
export const codeArea = (
  t: Translate,
  props: FieldProps & { value?: string | undefined; rows?: number },
): Html =>
  html`<div class="code">${fieldFrame(
    t,
    props,
    html`<textarea class="in" id="${fieldId(props.name)}" name="${props.name}" rows="${props.rows ?? 20}" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"${describedBy(props)}>
${props.value}</textarea>`,
  )}</div>
`;
