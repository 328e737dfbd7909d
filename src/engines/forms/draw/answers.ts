import type { Ctx } from '#platform/http';
import { type Html, html, keyValues } from '#ui';
import { type Field, fieldsOf } from '../define/parts.ts';
import { said } from '../said.ts';
import type { FieldPath, Form, FormData, FormPage } from '../types.ts';
import { shownFields } from '../values/conditions.ts';
import { itemsOf } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { answerText, type WordingOptions } from './answer-text.ts';
import { itemTitle } from './item-title.ts';
import { filesIn } from './shown-value.ts';

export type AnswerOptions = WordingOptions & {
  /** Where an answer is changed; without it the answers are only shown. `item`: of a repeating group, counted from 0. */
  changeHref?(page: string, path: FieldPath, item?: number): string;
  /** Leaves out fields, e.g. those whose class the reader may not see. */
  may?(field: Field): boolean;
  /** What is said of a field for files that has none: its paper may have been handed in otherwise. */
  elsewhere?: ReadonlyMap<FieldPath, string>;
  /** Heading level of the pages' titles; 2 unless said. */
  level?: 2 | 3;
};

type Asking = Pick<Ctx, 't' | 'db' | 'clock' | 'config'>;

/** All answers, page by page, as a person checks them before sending and an officer reads them after. */
export async function renderAnswers(
  ctx: Asking,
  form: Form,
  data: FormData,
  options: AnswerOptions = {},
): Promise<Html> {
  const shown = shownFields(form, data);
  const rowsOf = async (page: FormPage, item?: number) => {
    const rows = [];
    for (const field of fieldsOf(form, page.id, item)) {
      if (!shown.has(field.path) || !(options.may?.(field) ?? true)) continue;
      const href = field.layout.computed ? undefined : options.changeHref?.(page.id, field.path, item);
      const without = field.widget === 'file' && filesIn(valueAt(data, field.path)).length === 0;
      const elsewhere = without ? options.elsewhere?.get(field.path) : undefined;
      if (page.desk && without && !elsewhere) continue;
      rows.push({
        label: said(field.layout.label, ctx.t.lang),
        value: elsewhere ?? (await answerText(ctx, field, data, options)),
        ...(href !== undefined && { change: { href } }),
      });
    }
    return rows;
  };
  const parts: Html[] = [];
  for (const page of form.pages) {
    const title = said(page.title, ctx.t.lang);
    const heading = options.level === 3 ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`;
    if (page.group) {
      if (!shown.has(page.group)) continue;
      const items = [...itemsOf(data, page.group).keys()];
      parts.push(heading);
      if (!items.length) parts.push(html`<p>${ctx.t('forms.group.none')}</p>`);
      for (const item of items)
        parts.push(html`<p><b>${await itemTitle(ctx, form, page, data, item, options)}</b></p>
${keyValues(ctx.t, await rowsOf(page, item))}`);
      continue;
    }
    const rows = await rowsOf(page);
    if (rows.length)
      parts.push(html`${heading}
${keyValues(ctx.t, rows)}`);
  }
  return html`${parts}`;
}
