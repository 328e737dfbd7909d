import { inspectFeel, UNBOUNDED } from '#platform/feel';
import type { FieldPath, FormDefinition, JsonSchema } from '../types.ts';
import { groupOf } from '../values/items.ts';
import type { FormProblem } from './problem.ts';

type Report = (place: string, code: string, params?: FormProblem['params']) => void;

/** What is wrong with computed answers: they parse, read fields of this form only, and no clock. */
export function checkComputed(
  form: FormDefinition,
  leaves: ReadonlyMap<FieldPath, { schema: JsonSchema }>,
  report: Report,
): void {
  const reads = new Map<FieldPath, FieldPath[]>();
  const known = [...leaves.keys(), ...Object.keys(form.groups ?? {})];
  for (const [path, { computed }] of Object.entries(form.fields)) {
    if (computed === undefined) continue;
    const place = `fields.${path}.computed`;
    const group = groupOf(form, path);
    if (['array', 'object'].includes(String(leaves.get(path)?.schema.type))) report(place, 'computed-unfit');
    const found = inspectFeel(computed, group ? ['form', 'item'] : ['form']);
    if (found.syntax === UNBOUNDED) report(place, 'feel-unbounded');
    else if (found.syntax) report(place, 'feel-syntax', { reason: found.syntax.slice(0, 200) });
    if (found.clock) report(place, 'feel-clock');
    for (const name of found.unknown) report(place, 'unknown-field', { path: name });
    for (const [root, ...rest] of found.paths) {
      const read = [...(root === 'item' && group ? [group] : []), ...rest].join('.');
      // `form.members` is known where there is `form.members.name`; what stands below a field is not.
      reads.set(path, [...(reads.get(path) ?? []), read]);
      if (read && !known.some(k => k === read || k.startsWith(`${read}.`)))
        report(place, 'unknown-field', { path: read });
    }
  }
  for (const circle of circlesIn(reads))
    report(`fields.${circle[0]}.computed`, 'computed-circle', {
      names: circle.map(path => form.fields[path]?.label?.vi ?? path).join(' → '),
    });
}

/** Worked-out answers that need themselves, each with the way back to it; of a circle once. */
function circlesIn(reads: ReadonlyMap<FieldPath, readonly FieldPath[]>): FieldPath[][] {
  const needs = (path: FieldPath) =>
    [...reads.keys()].filter(other =>
      reads.get(path)?.some(read => other === read || (read !== '' && other.startsWith(`${read}.`))),
    );
  const clear = new Set<FieldPath>();
  const circles: FieldPath[][] = [];
  const follow = (path: FieldPath, way: FieldPath[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push(way.slice(at));
    if (at >= 0 || clear.has(path)) return;
    for (const next of needs(path)) follow(next, [...way, path]);
    clear.add(path);
  };
  for (const path of reads.keys()) follow(path, []);
  return circles;
}
