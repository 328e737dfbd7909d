import type { FieldPath, FormDefinition, Words } from '../types.ts';

/** A part of a form that has no words in English: a field, a page, or what an item of a repeating group is called. */
type WithoutEnglish = { part: 'field' | 'page' | 'group'; id: FieldPath };

// What has letters that English has not, and is the same in both languages, was copied.
const isCopied = ({ vi, en }: Words): boolean => en === vi && /[^\p{ASCII}]/u.test(vi);

/** The English words that somebody wrote; empty where there are none, or the Vietnamese ones stand there for them. */
export const ownEnglish = (words: Words | undefined): string =>
  words && !isCopied(words) ? (words.en?.trim() ?? '') : '';

const lacks = (words: Words | undefined): boolean => words !== undefined && !ownEnglish(words);

/** Where the English words of a form are missing, in the order in which it is asked. Readers of English read Vietnamese there. */
export const missingEnglish = ({ pages, fields, groups }: FormDefinition): WithoutEnglish[] =>
  pages.flatMap(page => [
    ...(lacks(page.title) ? [{ part: 'page', id: page.id } as const] : []),
    ...(page.group && lacks(groups?.[page.group]?.label) ? [{ part: 'group', id: page.group } as const] : []),
    ...page.fields
      .filter(path => fieldLacksEnglish({ fields }, path))
      .map(id => ({ part: 'field', id }) as const),
  ]);

/** Whether a field lacks English words: its labels, its hint, one of its options or messages. */
export function fieldLacksEnglish({ fields }: Pick<FormDefinition, 'fields'>, path: FieldPath): boolean {
  const layout = fields[path];
  if (!layout) return false;
  const options = (layout.options ?? []).flatMap(o => [o.label, o.staffLabel, o.hint]);
  return [
    layout.label,
    layout.staffLabel,
    layout.hint,
    ...options,
    ...Object.values(layout.errors ?? {}),
  ].some(lacks);
}
