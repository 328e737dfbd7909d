import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { groupOf, itemPath, itemsOf } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { answerText, type WordingOptions } from './answer-text.ts';

/**
 * The answer to a field in words, for a paper: empty where nothing was answered; of a field within a repeating group that of
 * every item, parted by semicolons.
 */
export async function answerWords(
  ctx: Pick<Ctx, 't' | 'config' | 'clock'> & { db: Queryable },
  form: Form,
  path: FieldPath,
  data: FormData,
  options: WordingOptions = {},
): Promise<string> {
  const field = partsOf(form).fields.get(path);
  if (!field) return '';
  const group = groupOf(form, path);
  const places = group ? Array.from(itemsOf(data, group).keys(), i => itemPath(path, group, i)) : [path];
  const words = [];
  for (const place of places) {
    const value = valueAt(data, place);
    if (value === undefined || value === null || value === '') continue;
    words.push(await answerText(ctx, { ...field, path: place }, data, options));
  }
  return words.join('; ');
}
