import type { Translate } from '#platform/i18n';
import { formatFileSize } from '../../format/numbers.ts';
import { attr, type Html, html } from '../../html.ts';
import { describedBy, type FieldProps, fieldFrame, fieldId } from '../field/frame.ts';

/** A file that was sent before: choosing nothing keeps it. */
export type KeptFile = { name: string; bytes: number };

/** A file from the person's device. The form around it must be `multipart/form-data`. */
export const fileField = (
  t: Translate,
  props: FieldProps & { accept?: string; multiple?: boolean; kept?: readonly KeptFile[] },
): Html =>
  fieldFrame(
    t,
    props,
    html`${props.kept?.map(
      f =>
        html`<p class="kept">${t('ui.field.file-kept', { name: f.name, size: formatFileSize(f.bytes, t.lang) })}</p>`,
    )}<input class="in" type="file" id="${fieldId(props.name)}" name="${props.name}"${attr(
      'accept',
      props.accept,
    )}${attr('multiple', props.multiple)}${describedBy(props)}>`,
  );
