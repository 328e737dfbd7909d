import type { Lang } from '#platform/i18n';
import { said } from './said.ts';
import type { FieldLayout, FormDefinition, Words } from './types.ts';

type Labelled = Pick<FieldLayout, 'label' | 'staffLabel'>;

/** What a field, or one of its choices, is called where nobody is asked it: to officials, in sentences, on papers, at the head of a column. */
export const calledBy = ({ label, staffLabel }: Labelled): Words => staffLabel ?? label;

/** The same in the reader's language; empty where the field of an unfinished form has no words. */
export const staffLabel = (layout: Partial<Labelled> | undefined, lang: Lang): string =>
  said(layout?.staffLabel ?? layout?.label, lang);

const asCalled = (layout: FieldLayout): FieldLayout => ({
  ...layout,
  label: calledBy(layout),
  ...(layout.options && { options: layout.options.map(o => ({ ...o, label: calledBy(o) })) }),
});

const known = new WeakMap<object, object>();

/** The form as officials read it and fill it in: every field and choice under the label that is for them. What is valid stays the same. */
export function forStaff<F extends Pick<FormDefinition, 'fields'>>(form: F): F {
  const before = known.get(form);
  if (before) return before as F;
  const layouts = Object.entries(form.fields);
  const made: F = layouts.some(
    ([, layout]) => layout && [layout, ...(layout.options ?? [])].some(l => l.staffLabel),
  )
    ? Object.freeze({
        ...form,
        fields: Object.fromEntries(layouts.map(([path, layout]) => [path, layout && asCalled(layout)])),
      })
    : form;
  known.set(form, made);
  return made;
}
