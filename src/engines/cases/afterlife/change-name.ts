import { type FieldPath, type Form, inSentence, partsOf } from '#engines/forms';
import type { ResultTemplate } from '../results/template.ts';

/** What an answer is called in a list of changes, in Vietnamese: its label; where the form has several of that name, with the part in which it is asked for: `Ngày sinh (mẹ)`. */
export function nameInForm(form: Form, path: FieldPath): string {
  const { fields } = partsOf(form);
  const label = fields.get(path)?.layout.label.vi;
  if (!label) return path;
  const alone = [...fields.values()].filter(f => f.layout.label.vi === label).length === 1;
  const part = form.pages.find(page => page.fields.includes(path))?.title.vi;
  return alone || !part ? label : `${label} (${inSentence(part)})`;
}

/** The same on a paper that a template draws: as the paper names it. A question of the form that the paper does not name is told as one. */
export function nameOnPaper(form: Form, { names }: Pick<ResultTemplate, 'names'>, path: FieldPath): string {
  const name = names?.[path] ?? nameInForm(form, path);
  return name.endsWith('?') ? `Mục “${name}” của đơn, tờ khai` : name;
}
