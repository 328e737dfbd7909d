import type { Lang } from '#platform/i18n';
import { inSentence } from '../in-sentence.ts';
import { said } from '../said.ts';
import { staffLabel } from '../staff-label.ts';
import type { FieldPath, FormDefinition } from '../types.ts';

/**
 * What a field is called outside of its page: its label, of two that for officials; where the form has several of that label, with the page that asks for it:
 * `Ngày sinh (mẹ)`. The form may be unfinished; a field without a label is called by its path.
 */
export function fieldName(form: FormDefinition, path: FieldPath, lang: Lang): string {
  const label = staffLabel(form.fields[path], lang);
  if (!label) return path;
  const isAlone = Object.values(form.fields).filter(f => staffLabel(f, lang) === label).length === 1;
  const pages: unknown = form.pages;
  const page = Array.isArray(pages) ? pages.find(p => p?.fields?.includes?.(path)) : undefined;
  const title = said(page?.title, lang);
  return isAlone || !title ? label : `${label} (${inSentence(title)})`;
}
