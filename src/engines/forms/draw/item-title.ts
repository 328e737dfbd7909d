import type { Ctx } from '#platform/http';
import { fieldsOf } from '../define/parts.ts';
import { said } from '../said.ts';
import type { Form, FormData, FormPage } from '../types.ts';
import { itemPath } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { answerText, type WordingOptions } from './answer-text.ts';

/** What an item of a repeating group is called in lists: `Thành viên 2: Giàng A Páo`. */
export async function itemTitle(
  ctx: Pick<Ctx, 't' | 'db' | 'clock' | 'config'>,
  form: Form,
  page: FormPage,
  data: FormData,
  item: number,
  options: WordingOptions = {},
): Promise<string> {
  const layout = page.group ? form.groups?.[page.group] : undefined;
  const label = said(layout?.label, ctx.t.lang);
  const named = layout?.title && itemPath(layout.title, page.group ?? '', item);
  const field = named && fieldsOf(form, page.id, item).find(f => f.path === named);
  const name =
    field && valueAt(data, field.path) !== undefined
      ? await answerText(ctx, field, data, options)
      : undefined;
  return name === undefined
    ? ctx.t('forms.group.item', { label, n: item + 1 })
    : ctx.t('forms.group.named-item', { label, n: item + 1, name });
}
