import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { groupOf, itemPath, itemsOf } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { answerText, type WordingOptions } from './answer-text.ts';

/** Words of an answer; of a field within a repeating group those of every item. */
export type AnswerWords = string | readonly string[];

/** The answer to a field in words, for a paper: empty where nothing was answered. */
export async function answerWords(
  ctx: Pick<Ctx, 't' | 'config' | 'clock'> & { db: Queryable },
  form: Form,
  path: FieldPath,
  data: FormData,
  options: WordingOptions = {},
): Promise<AnswerWords> {
  const field = partsOf(form).fields.get(path);
  if (!field) return '';
  const group = groupOf(form, path);
  const wordsAt = async (place: FieldPath): Promise<string> => {
    const value = valueAt(data, place);
    if (value === undefined || value === null || value === '') return '';
    return answerText(ctx, { ...field, path: place }, data, options);
  };
  if (!group) return wordsAt(path);
  return Promise.all(itemsOf(data, group).map((_, i) => wordsAt(itemPath(path, group, i))));
}
