import type { FieldPath, FormData, FormDefinition } from '../types.ts';
import { valueAt, withValue } from './paths.ts';

type Grouped = Pick<FormDefinition, 'groups'>;

/** The repeating group that a field belongs to. */
export const groupOf = (form: Grouped, path: FieldPath): FieldPath | undefined =>
  Object.keys(form.groups ?? {}).find(group => path.startsWith(`${group}.`));

/** Where the field `members.name` stands in item 2, counted from 0: `members.2.name`. Other fields stay where they are. */
export const itemPath = (path: FieldPath, group: FieldPath, index: number): FieldPath =>
  path.startsWith(`${group}.`) ? `${group}.${index}${path.slice(group.length)}` : path;

/** The field that a place in the data belongs to: `members.2.name` → `members.name`. */
export function fieldOf(form: Grouped, place: FieldPath): FieldPath {
  const group = groupOf(form, place);
  return group ? group + place.slice(group.length).replace(/^\.\d+(?=\.)/, '') : place;
}

/** The items of a group; none where the data hold something else. */
export function itemsOf(data: FormData, group: FieldPath): readonly unknown[] {
  const items = valueAt(data, group);
  return Array.isArray(items) ? items : [];
}

/** The data in which a group has an item `index`: an empty one after the last, where it has not got it yet. */
export function withItem(data: FormData, group: FieldPath, index: number): FormData {
  const items = itemsOf(data, group);
  return index === items.length ? withValue(data, group, [...items, {}]) : data;
}

/** The data without item `index` of a group; those after it move up. */
export const withoutItem = (data: FormData, group: FieldPath, index: number): FormData =>
  withValue(
    data,
    group,
    itemsOf(data, group).filter((_, i) => i !== index),
  );

/** Every place where the data may hold the answer to one of `fields`: an item of a group each, if they are of one. */
export function placesOf(form: Grouped, data: FormData, fields: readonly FieldPath[]): FieldPath[] {
  return fields.flatMap(path => {
    const group = groupOf(form, path);
    return group ? itemsOf(data, group).map((_, i) => itemPath(path, group, i)) : [path];
  });
}
