import type { Lang, Translate } from '#platform/i18n';
import { fold } from '#platform/text';
import { type Field, fieldsOf } from '../define/parts.ts';
import { mostItems } from '../draw/group-page.ts';
import { placedLabel } from '../draw/placed-label.ts';
import { said } from '../said.ts';
import { staffLabel } from '../staff-label.ts';
import type { FieldPath, Form, FormPage } from '../types.ts';

/** A column of a list in which each row is one filled-in form. */
export type ListColumn = {
  /** The place in the data: of the second item of a group `members.1.name`. */
  place: FieldPath;
  heading: string;
  /** Has to be filled wherever it is asked for. */
  needed: boolean;
  /** What may be written there, in words. */
  takes: string;
};

/** Items of a group that a list may name; so many of them stand in an empty one. */
const ITEMS = { known: 20, offered: 2 };

type Placed = { field: Field; part: FormPage; item: number };

/** Every field that can be written in a cell: files cannot, and what is worked out is not. */
const placed = (form: Form, items: number): Placed[] =>
  form.pages
    .flatMap(part => {
      const { group } = part;
      const count = group ? Math.min(items, mostItems(form, group)) : 1;
      return Array.from({ length: count }, (_, item) =>
        fieldsOf(form, part.id, group ? item : undefined).map(field => ({ field, part, item })),
      ).flat();
    })
    .filter(({ field }) => field.widget !== 'file' && !field.layout.computed);

/** Labels, with the page where two would be one, and with the path where that is not enough. */
function headingsOf(form: Form, all: readonly Placed[], lang: Lang): string[] {
  const label = ({ field }: Placed) => placedLabel(form, field, lang);
  const onPage = (one: Placed) => `${label(one)} (${said(one.part.title, lang)})`;
  const times = (texts: readonly string[]) => {
    const count = new Map<string, number>();
    for (const text of texts) count.set(fold(text), (count.get(fold(text)) ?? 0) + 1);
    return (text: string) => count.get(fold(text)) ?? 0;
  };
  const labels = times(all.map(label));
  const pages = times(all.map(onPage));
  return all.map(one => {
    if (labels(label(one)) === 1) return label(one);
    return pages(onPage(one)) === 1 ? onPage(one) : `${onPage(one)} [${one.field.path}]`;
  });
}

const WORDED = new Set([
  'date',
  'partial-date',
  'personal-number',
  'phone',
  'money',
  'area',
  'yes-no',
  'checkbox',
]);

function takes(t: Translate, { layout, widget }: Field): string {
  const hint = layout.hint ? said(layout.hint, t.lang) : '';
  const options = (layout.options ?? []).map(o => staffLabel(o, t.lang)).join('; ');
  const own = options
    ? t(widget === 'checkboxes' ? 'forms.listed.some-of' : 'forms.listed.one-of', { options })
    : WORDED.has(widget)
      ? t(`forms.listed.${widget}`)
      : '';
  return [own, hint].filter(Boolean).join('. ');
}

/** The columns of an empty list for a form, in the order of its pages. */
export function listColumns(t: Translate, form: Form): ListColumn[] {
  const all = placed(form, ITEMS.offered);
  const headings = headingsOf(form, all, t.lang);
  return all.map(({ field, item }, i) => ({
    place: field.path,
    heading: headings[i] ?? field.path,
    needed: field.required && item === 0 && !field.layout.showIf,
    takes: takes(t, field),
  }));
}

/** By folded heading, in either language, or by the path itself: the place that a column of a list fills. */
export function placesByHeading(form: Form): Map<string, FieldPath> {
  const all = placed(form, ITEMS.known);
  const found = new Map<string, FieldPath>();
  for (const lang of ['en', 'vi'] as const)
    for (const [i, heading] of headingsOf(form, all, lang).entries())
      found.set(fold(heading), all[i]?.field.path ?? '');
  for (const { field } of all) found.set(fold(field.path), field.path);
  return found;
}
