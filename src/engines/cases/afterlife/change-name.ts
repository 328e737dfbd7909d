import { type FieldPath, type Form, fieldName } from '#engines/forms';
import type { ResultTemplate } from '../results/template.ts';

/** What an answer is called in a list of changes, in Vietnamese. */
export const nameInForm = (form: Form, path: FieldPath): string => fieldName(form, path, 'vi');

/** The same on a paper that a template draws: as the paper names it. A question of the form that the paper does not name is told as one. */
export function nameOnPaper(form: Form, { names }: Pick<ResultTemplate, 'names'>, path: FieldPath): string {
  const name = names?.[path] ?? nameInForm(form, path);
  return name.endsWith('?') ? `Mục “${name}” của đơn, tờ khai` : name;
}
