import {
  type Calculation,
  type FieldPath,
  type FormDefinition,
  groupOf,
  isNumeric,
  said,
  takenAs,
} from '#engines/forms';
import type { Translate } from '#platform/i18n';
import type { Choice } from '#ui';
import { PART } from '../field/field-choices.ts';
import { TYPED } from './names.ts';

/** Where a worked-out answer stands: the fields of its form, and of those the ones that it may read. */
export type Place = { form: FormDefinition; path: FieldPath | undefined; pageId: string };

export const groupAt = ({ form, pageId }: Place): FieldPath | undefined =>
  form.pages.find(p => p.id === pageId)?.group;

/** The fields that may be read: not itself, and of what is worked out only what is worked out before. */
export function readable({ form, path, pageId }: Place): FieldPath[] {
  const all = form.pages.flatMap(p => p.fields);
  const last = form.pages.find(p => p.id === pageId)?.fields.at(-1);
  const at = path ? all.indexOf(path) : last ? all.indexOf(last) + 1 : all.length;
  return all.filter((p, i) => p !== path && (form.fields[p]?.computed === undefined || i < at));
}

export type Sort = 'number' | 'day' | 'text' | 'any';

function isOf(form: FormDefinition, path: FieldPath, sort: Sort): boolean {
  const taken = takenAs(form, path);
  if (sort === 'number') return isNumeric(taken);
  if (sort === 'day') return taken === 'date';
  return sort === 'text' ? taken === 'text' || isNumeric(taken) : taken !== undefined;
}

const label = (t: Translate, form: FormDefinition, path: FieldPath) =>
  said(form.fields[path]?.label, t.lang) || path;

/** What an operand may be: a field of the sort, or something typed. `none`: words of the choice for nothing. */
export function operandChoices(t: Translate, place: Place, sort: Sort, none?: string): Choice[] {
  const { form } = place;
  const own = groupAt(place);
  const fields = readable(place).filter(
    p => isOf(form, p, sort) && [undefined, own].includes(groupOf(form, p)),
  );
  return [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...fields.map(p => ({ value: p, label: label(t, form, p) })),
    { value: TYPED, label: t(`procedure-design.builder.calculation.typed.${sort}`), reveals: [PART.from] },
  ];
}

/** What is worked out over all items of a group: how many there are, or a number of each together. */
export const groupedValue = (calculation: Calculation | undefined): string => {
  if (calculation?.way === 'count') return `dem|${calculation.group}`;
  return calculation?.way === 'total' ? `tong|${calculation.field}` : '';
};

export function groupedChoices(t: Translate, place: Place): Choice[] {
  const { form } = place;
  return Object.entries(form.groups ?? {}).flatMap(([group, layout]) => {
    const item = said(layout.label, t.lang) || group;
    const columns = readable(place).filter(p => groupOf(form, p) === group && isOf(form, p, 'number'));
    return [
      {
        value: `dem|${group}`,
        label: t('procedure-design.builder.calculation.count', { item }),
        group: item,
      },
      ...columns.map(p => ({
        value: `tong|${p}`,
        label: t('procedure-design.builder.calculation.total', { field: label(t, form, p) }),
        group: item,
      })),
    ];
  });
}

/** The calculation of a choice among `groupedChoices`. */
export function groupedFrom(form: FormDefinition, value: string): Calculation | undefined {
  const [what, path = ''] = value.split('|');
  if (what === 'dem' && Object.hasOwn(form.groups ?? {}, path)) return { way: 'count', group: path };
  return what === 'tong' && Object.hasOwn(form.fields, path) ? { way: 'total', field: path } : undefined;
}
