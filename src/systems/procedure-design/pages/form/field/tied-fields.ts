import { groupOf, paperFor, partsOf, said, samePersons } from '#engines/forms';
import type { Ctx } from '#platform/http';
import { type Html, html, revealed } from '#ui';
import { PART } from './field-choices.ts';
import { list } from './field-controls.ts';
import type { LoadedField } from './load-field.ts';

/** Of a file: the paper of the procedure that it is. */
export const PAPER = 'giay-to';
/** Of a day: the field whose day is not after it. */
export const NOT_BEFORE = 'khong-som-hon';
export const SUM_WITHIN = 'tong-khong-vuot';

/** With which answers beside it a personal number is compared, without anybody having to say so. */
export function comparedWith({ t }: Ctx, { definition, path }: LoadedField): Html | '' {
  const same = samePersons(definition).find(one => one.number === path);
  if (!same) return '';
  const labels = [same.born, same.sex].flatMap(p => (p && said(definition.fields[p]?.label, t.lang)) || []);
  return html`<p class="q">${t('procedure-design.builder.compared', { labels: labels.map(l => `“${l}”`).join(', ') })}</p>`;
}

/** Than which other day, of the same item or of no group, a day is not earlier; seen while the answer is a day. */
export function orderField(ctx: Ctx, { definition, pageId, path, layout, schema }: LoadedField): Html | '' {
  const { t } = ctx;
  const group = definition.pages.find(p => p.id === pageId)?.group;
  // A new field stands on the first level of the form, or of an item.
  const holder = path ? path.split('.').slice(0, -1).join('.') : (group ?? '');
  const days = [...partsOf(definition).fields].filter(
    ([other, f]) =>
      f.widget === 'date' &&
      other !== path &&
      (other.split('.').slice(0, -1).join('.') === holder ||
        (!group && groupOf(definition, other) === undefined)),
  );
  if (!days.length) return '';
  return revealed(
    PART.days,
    list(ctx, NOT_BEFORE, 'not-before', (schema.format === 'date' && layout?.notBefore) || '', [
      { value: '', label: t('procedure-design.builder.not-before.none') },
      ...days.map(([other, f]) => ({ value: other, label: said(f.layout.label, t.lang) || other })),
    ]),
  );
}

/** Than which number outside of its group the sum over all items is not larger; seen while the answer is a number. */
export function sumField(ctx: Ctx, { definition, pageId, layout }: LoadedField): Html | '' {
  const { t } = ctx;
  if (!definition.pages.find(p => p.id === pageId)?.group) return '';
  const numbers = [...partsOf(definition).fields].filter(
    ([other, f]) =>
      ['number', 'integer'].includes(f.schema.type ?? '') && groupOf(definition, other) === undefined,
  );
  if (!numbers.length) return '';
  return revealed(
    PART.sums,
    list(ctx, SUM_WITHIN, 'sum-within', layout?.sumWithin ?? '', [
      { value: '', label: t('procedure-design.builder.sum-within.none') },
      ...numbers.map(([other, f]) => ({ value: other, label: said(f.layout.label, t.lang) || other })),
    ]),
  );
}

/** Which paper of the legal part a file is; seen while the answer is a file. */
export function paperField(ctx: Ctx, { draft, path, layout }: LoadedField): Html | '' {
  const { t } = ctx;
  const asked = draft.papers.filter(p => !p.alreadyHeld);
  if (!asked.length) return '';
  return revealed(
    PART.paper,
    list(ctx, PAPER, 'paper', (path && paperFor(path, layout)) ?? '', [
      { value: '', label: t('procedure-design.builder.paper.none') },
      ...asked.map(p => ({ value: p.id, label: p.name })),
    ]),
  );
}
