import type { FieldPath, FormData, FormDefinition } from '../types.ts';
import { groupOf, itemPath, itemsOf, placesOf } from './items.ts';
import { valueAt, withValue } from './paths.ts';

export type MovedAnswers = {
  data: FormData;
  /** Fields of the old form whose answers have no place in the new one, in its order. Nothing of fields without an answer. */
  lost: FieldPath[];
};

/**
 * Answers to one form as answers to another version of it. `target` says what a field is called there; null: it is gone. What keeps
 * its path keeps its answer; an answer that finds no place is left out. A field of a repeating group goes to a field of a
 * repeating group, item by item, any other to one that is in none. The same form and no other names: the same answers.
 */
export function moveAnswers(
  from: FormDefinition,
  to: FormDefinition,
  data: FormData,
  target: (path: FieldPath) => FieldPath | null,
): MovedAnswers {
  const lost: FieldPath[] = [];
  const places: Array<{ place: FieldPath; to: FieldPath | null; value: unknown }> = [];
  for (const path of from.pages.flatMap(page => page.fields)) {
    const next = placeIn(from, to, path, target(path));
    if (next?.path === path) continue;
    const answered = placesOf(from, data, [path])
      .map(place => ({ place, value: valueAt(data, place) }))
      .filter(({ value }) => value !== undefined);
    if (!answered.length) continue;
    if (!next) lost.push(path);
    for (const { place, value } of answered) places.push({ place, to: next?.at(place) ?? null, value });
  }
  let moved = data;
  for (const { place } of places) moved = withValue(moved, place, undefined);
  // A renamed group is there with all its items before they are filled, so that none loses its number.
  for (const [group, renamed] of renamedGroups(from, to, places))
    moved = withValue(
      withValue(moved, group, undefined),
      renamed,
      itemsOf(data, group).map(() => ({})),
    );
  for (const { to: place, value } of places) if (place !== null) moved = withValue(moved, place, value);
  return { data: moved, lost };
}

/** Where the answers of a field go; null: nowhere. */
function placeIn(
  from: FormDefinition,
  to: FormDefinition,
  path: FieldPath,
  target: FieldPath | null,
): { path: FieldPath; at(place: FieldPath): FieldPath } | null {
  if (target === null || !Object.hasOwn(to.fields, target)) return null;
  const [before, after] = [groupOf(from, path), groupOf(to, target)];
  if (before === undefined && after === undefined) return { path: target, at: () => target };
  if (before === undefined || after === undefined) return null;
  return {
    path: target,
    at: place => itemPath(target, after, Number(place.slice(before.length + 1).split('.')[0])),
  };
}

/** The groups of the old form that the new one has not got, and where their items go. */
function renamedGroups(
  from: FormDefinition,
  to: FormDefinition,
  places: ReadonlyArray<{ place: FieldPath; to: FieldPath | null }>,
): Array<[FieldPath, FieldPath]> {
  const pairs = new Map<FieldPath, FieldPath>();
  for (const { place, to: next } of places) {
    const group = groupOf(from, place);
    const renamed = next === null ? undefined : groupOf(to, next);
    if (group && renamed && group !== renamed) pairs.set(group, renamed);
  }
  return [...pairs];
}
