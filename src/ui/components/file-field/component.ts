import type { Translate } from '#platform/i18n';
import { formatFileSize } from '../../format/numbers.ts';
import { wholeCodes } from '../../format/whole-codes.ts';
import { attr, type Html, html } from '../../html.ts';
import { describedBy, type FieldProps, fieldFrame, fieldId } from '../field/frame.ts';

/**
 * A file that was sent before: choosing nothing keeps it. With an `id` it can be taken out: `_bo` is posted with it. `waiting`: it is
 * not part of anything yet, so the form names it, by `_tep`.
 */
export type KeptFile = { name: string; bytes: number; id?: string; waiting?: boolean };

/**
 * A file from the person's device. The form around it must be `multipart/form-data`. `script`: the address of a module
 * that sends it in pieces as soon as it is chosen; without script the form brings it. The browser's own button speaks the browser's
 * language and not the page's: a label of ours stands for it, whoever uses keys or a screen reader has the field itself. So does what it
 * says while no file is chosen: with script our words stand for that, until there is a file to name.
 */
export const fileField = (
  t: Translate,
  props: FieldProps & {
    accept?: string;
    multiple?: boolean;
    /** At most so many. */
    most?: number;
    kept?: readonly KeptFile[];
    script?: string;
  },
): Html =>
  fieldFrame(
    t,
    props,
    html`${props.kept?.map(
      f =>
        html`<p class="kept">${wholeCodes(
          t(props.multiple ? 'ui.field.file-kept' : 'ui.field.file-kept-one', {
            name: f.name,
            size: formatFileSize(f.bytes, t.lang),
          }),
        )}</p>${
          f.id &&
          html`<label class="pick"><input type="checkbox" name="_bo" value="${f.id}"><span>${t('ui.field.file-drop', { name: f.name })}</span></label>`
        }${f.waiting && html`<input type="hidden" name="_tep" value="${f.id}">`}`,
    )}<div class="file"><label class="btn alt" for="${fieldId(props.name)}" aria-hidden="true">${t('ui.field.file-choose')}</label><input class="in" type="file" id="${fieldId(props.name)}" name="${props.name}"${attr(
      'accept',
      props.accept,
    )}${attr('multiple', props.multiple)}${attr('data-change', props.script ?? '')}${attr('data-none', t('ui.field.file-none'))}${attr('data-most', props.script && props.most)}${describedBy(props)}></div>`,
  );
