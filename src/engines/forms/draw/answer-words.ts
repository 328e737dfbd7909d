import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { fieldsIn, partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { groupOf, itemPath, itemsOf } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { answerText, type WordingOptions } from './answer-text.ts';

/** Words of an answer; of a field within a repeating group those of every item. */
export type AnswerWords = string | readonly string[];

/** The answer to a field in words, for a paper: empty where nothing was answered. */
export async function answerWords(
  ctx: Pick<Ctx, 't' | 'clock'> & { db: Queryable },
  form: Form,
  path: FieldPath,
  data: FormData,
  options: WordingOptions = {},
): Promise<AnswerWords> {
  if (!partsOf(form).fields.has(path)) return '';
  const group = groupOf(form, path);
  const fields = fieldsIn(form, data);
  const wordsAt = async (place: FieldPath): Promise<string> => {
    const field = fields.find(f => f.path === place);
    const value = valueAt(data, place);
    if (!field || value === undefined || value === null || value === '') return '';
    return answerText(ctx, field, data, options);
  };
  if (!group) return wordsAt(path);
  return Promise.all(itemsOf(data, group).map((_, i) => wordsAt(itemPath(path, group, i))));
}
