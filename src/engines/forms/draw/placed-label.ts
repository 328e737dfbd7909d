import type { Lang } from '#platform/i18n';
import type { Field } from '../define/parts.ts';
import { inSentence } from '../in-sentence.ts';
import { said } from '../said.ts';
import { staffLabel } from '../staff-label.ts';
import type { Form } from '../types.ts';
import { groupOf } from '../values/items.ts';

/** What a field is called outside of its page; of an item with which one it is: `Ảnh gian hàng (gian hàng 2)`. */
export function placedLabel(form: Form, { path, layout }: Field, lang: Lang): string {
  const label = staffLabel(layout, lang);
  const group = groupOf(form, path);
  const item = group && /^\.(\d+)\./.exec(path.slice(group.length))?.[1];
  if (item === undefined || !group) return label;
  return `${label} (${inSentence(said(form.groups?.[group]?.label, lang))} ${Number(item) + 1})`;
}
