import { isDeepStrictEqual } from 'node:util';
import type { Field } from '../define/parts.ts';
import type { FieldPath, Test } from '../types.ts';
import { answers } from '../values/conditions.ts';

/** How many parts of one page CSS can bring out by themselves; further ones are always seen. */
const MOST = 6;
const CHOSEN = new Set(['radios', 'select', 'checkboxes', 'checkbox', 'yes-no']);

export type Reveals = {
  /** The number under which a field is brought out; undefined when it is always seen. */
  of(field: Field): number | undefined;
  /** The numbers that a value of a field brings out. */
  by(path: FieldPath, value: unknown): number[];
};

const known = new WeakMap<readonly Field[], Reveals>();

/** Which fields of a page a choice on the same page brings out: worked out once for each page. */
export function revealsOf(fields: readonly Field[]): Reveals {
  const before = known.get(fields);
  if (before) return before;
  const made = makeReveals(fields);
  known.set(fields, made);
  return made;
}

function makeReveals(fields: readonly Field[]): Reveals {
  const conditions: Test[] = [];
  for (const { layout } of fields) {
    const condition = layout.showIf;
    // CSS knows one choice; what depends on several answers, or on one that is typed, is always seen.
    if (!condition || 'all' in condition || 'any' in condition) continue;
    const control = fields.find(f => f.path === condition.field);
    // Nobody chooses what is worked out: what depends on it is seen when the saved answer says so. What is left empty brings
    // nothing out.
    if (condition.answered === false || !control || control.layout.computed || !CHOSEN.has(control.widget))
      continue;
    if (conditions.length < MOST && !conditions.some(c => isDeepStrictEqual(c, condition)))
      conditions.push(condition);
  }
  const numbers = new Map(
    fields.map(({ path, layout }) => [path, conditions.findIndex(c => isDeepStrictEqual(c, layout.showIf))]),
  );
  return {
    of: ({ path }) => {
      const at = numbers.get(path) ?? -1;
      return at < 0 ? undefined : at + 1;
    },
    by: (path, value) => conditions.flatMap((c, i) => (c.field === path && answers(c, value) ? [i + 1] : [])),
  };
}
