import type { Ctx } from '#platform/http';
import { button, emptyState, type FieldError, type Html, html, keyValues } from '#ui';
import { fieldsOf, partsOf } from '../define/parts.ts';
import { inSentence } from '../in-sentence.ts';
import { said } from '../said.ts';
import type { Form, FormData, FormDefinition } from '../types.ts';
import { shownFields } from '../values/conditions.ts';
import { itemsOf } from '../values/items.ts';
import { answerText } from './answer-text.ts';
import { itemTitle } from './item-title.ts';

export type GroupOptions = {
  /** Where item `item`, counted from 0, is filled in; the one after the last: a new one. */
  itemHref(item: number): string;
  /** Name of the button that takes an item away; its value is the item's number, counted from 0. */
  removeName: string;
};

/**
 * The items of a repeating group with what has been filled in of each, to be changed, taken away (which asks once more, without
 * script too) and added to. The caller puts it into the page's form, below an `errorSummary` of the same errors.
 */
export async function renderGroupPage(
  ctx: Pick<Ctx, 't' | 'db' | 'clock' | 'config'>,
  form: Form,
  pageId: string,
  data: FormData,
  errors: readonly FieldError[],
  options: GroupOptions,
): Promise<Html> {
  const { t } = ctx;
  const { page } = partsOf(form).page(pageId);
  const group = page.group ?? '';
  const label = said(form.groups?.[group]?.label, t.lang);
  const items = [...itemsOf(data, group).keys()];
  const most = mostItems(form, group);
  const shown = shownFields(form, data);
  const drawn: Html[] = [];
  for (const item of items) {
    const title = await itemTitle(ctx, form, page, data, item);
    const rows = [];
    for (const field of fieldsOf(form, pageId, item))
      if (shown.has(field.path))
        rows.push({
          label: said(field.layout.label, t.lang),
          value: await answerText(ctx, field, data),
        });
    const faults = errors.filter(e => e.path.startsWith(`${group}.${item}.`));
    drawn.push(html`<section id="f-${group}.${item}"><h2>${title}</h2>
${faults.map(e => html`<p class="msg" id="f-${e.path}">${e.message}</p>`)}
${keyValues(t, rows)}
<p><a href="${options.itemHref(item)}">${t('forms.group.change', { title: inSentence(title) })}</a></p>
<details><summary>${t('forms.group.remove', { title: inSentence(title) })}</summary>
<p>${t('forms.group.remove-sure')}</p>
<p>${button({ label: t('forms.group.remove-do'), alt: true, name: options.removeName, value: String(item) })}</p></details></section>`);
  }
  const own = errors.find(e => e.path === group);
  return html`<div id="f-${group}">${own && html`<p class="msg">${own.message}</p>`}
${items.length ? drawn : emptyState({ why: t('forms.group.empty', { label: inSentence(label) }) })}
<p>${
    items.length < most
      ? button({
          label: t('forms.group.add', { label: inSentence(label) }),
          href: options.itemHref(items.length),
          alt: true,
        })
      : t('forms.group.full', { n: most })
  }</p></div>`;
}

/** How many items a group may have at most. */
export function mostItems(form: FormDefinition, group: string): number {
  let at = partsOf(form).schema;
  for (const segment of group.split('.')) at = at.properties?.[segment] ?? {};
  return typeof at.maxItems === 'number' ? at.maxItems : 0;
}
