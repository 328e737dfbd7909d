import { inspectFeel } from '#platform/feel';
import { widgetOf } from '../define/parts.ts';
import { makeKind } from '../edit/kinds.ts';
import { schemaAt } from '../edit/schema-at.ts';
import type { Bound, CalculationResult, FieldPath, FormData, FormDefinition } from '../types.ts';
import { workOut } from '../values/compute.ts';
import { rangesOf } from '../values/conditions.ts';
import { groupOf, itemPath } from '../values/items.ts';
import { withValue } from '../values/paths.ts';
import { sampleValue, within } from '../values/sample.ts';
import { type CalculationTest, isNumeric, readByCalculation, takenAs } from './calculation.ts';
import { readCalculation } from './read-calculation.ts';

/** Invented answers, and what comes out of them: undefined where nothing does. Of a group, `values` has one of each item. */
export type Example = {
  given: Array<{ field: FieldPath; values: readonly unknown[] }>;
  /** How many items of a group are counted. */
  counted?: { group: FieldPath; items: number };
  value: unknown;
};

const ITEMS = 2;
const DAYS = ['1991-03-04', '2025-11-28', '2026-02-15', '2026-08-31'];

/** A different answer to every field, so that it is seen which is which. */
function invented(form: FormDefinition, path: FieldPath, nth: number): unknown {
  const schema = schemaAt(form, path)?.schema ?? {};
  const layout = form.fields[path];
  const taken = takenAs(form, path);
  if (!layout) return undefined;
  if (taken === 'date') return DAYS[nth % DAYS.length];
  if (taken === 'money') return within(schema, 800_000 - nth * 150_000);
  if (isNumeric(taken)) return within(schema, 3 + nth);
  return sampleValue({ path, schema, layout, widget: widgetOf(schema, layout) });
}

/** An answer that a test holds for, or does not; undefined: no answer. */
function answering(form: FormDefinition, when: CalculationTest, holds: boolean): unknown {
  const schema = schemaAt(form, when.field)?.schema ?? {};
  const plain = (value: unknown) => (schema.type === 'array' ? [value] : value);
  if (when.answered !== undefined) return when.answered === holds ? invented(form, when.field, 0) : undefined;
  const [way] = rangesOf(when);
  const bound = way && when[way];
  if (way && bound !== undefined) {
    const inside = way === 'atLeast' || way === 'atMost';
    const up = (way === 'over' || way === 'atLeast') === holds;
    return inside && holds ? bound : moved(bound, up ? 1 : -1);
  }
  const value = when.equals ?? when.notEquals;
  if ((when.notEquals === undefined) === holds) return plain(value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const all = form.fields[when.field]?.options?.map(o => o.value) ?? [];
  const other = all.find(v => v !== value);
  return other === undefined ? undefined : plain(other);
}

function moved(bound: Bound, by: number): Bound {
  if (typeof bound === 'number') return bound + by;
  const day = new Date(`${bound}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + by);
  return day.toISOString().slice(0, 10);
}

/** The fields that a FEEL text reads, under the names of the form. */
function readByFeel(form: FormDefinition, feel: string, group: FieldPath | undefined): FieldPath[] {
  const paths = inspectFeel(feel, ['form', 'item']).paths.map(([root, ...rest]) =>
    [...(root === 'item' && group ? [group] : []), ...rest].join('.'),
  );
  return [...new Set(paths)].filter(path => Object.hasOwn(form.fields, path));
}

/**
 * What a worked-out answer would be for invented answers: one example, and of a choice one for each way it may go. `feel` parses.
 * `group`: the repeating group in which it stands.
 */
export function examplesOf(
  form: FormDefinition,
  feel: string,
  group: FieldPath | undefined,
  result: CalculationResult,
): Example[] {
  const calculation = readCalculation(form, feel, group);
  const reads = [...new Set(calculation ? readByCalculation(calculation) : readByFeel(form, feel, group))];
  const { schema } = makeKind('computed', { result });
  const example = (set: { field: FieldPath; value: unknown } | null): Example => {
    let data: FormData = {};
    const given: Example['given'] = [];
    const counted = calculation?.way === 'count' ? calculation.group : undefined;
    if (counted) data = withValue(data, counted, Array(ITEMS).fill({}));
    for (const [nth, field] of reads.entries()) {
      const inside = groupOf(form, field);
      const own = inside !== undefined && inside === group && calculation?.way !== 'total';
      const places = inside
        ? Array.from({ length: own ? 1 : ITEMS }, (_, i) => itemPath(field, inside, i))
        : [field];
      const values = places.map((_, i) =>
        set?.field === field ? set.value : invented(form, field, nth + i),
      );
      given.push({ field, values });
      for (const [i, place] of places.entries()) data = withValue(data, place, values[i]);
    }
    const items = group && (data as Record<string, unknown>)[group];
    const value = workOut(feel, data, Array.isArray(items) ? items[0] : {}, schema);
    return { given, ...(counted ? { counted: { group: counted, items: ITEMS } } : {}), value };
  };
  if (calculation?.way !== 'choose') return [example(null)];
  const { when } = calculation;
  return [true, false].map(holds => example({ field: when.field, value: answering(form, when, holds) }));
}
