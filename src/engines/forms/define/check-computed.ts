import { inspectFeel } from '#platform/feel';
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
  const known = [...leaves.keys(), ...Object.keys(form.groups ?? {})];
  for (const [path, { computed }] of Object.entries(form.fields)) {
    if (computed === undefined) continue;
    const place = `fields.${path}.computed`;
    const group = groupOf(form, path);
    if (['array', 'object'].includes(String(leaves.get(path)?.schema.type))) report(place, 'computed-unfit');
    const found = inspectFeel(computed, group ? ['form', 'item'] : ['form']);
    if (found.syntax) report(place, 'feel-syntax', { reason: found.syntax.slice(0, 200) });
    if (found.clock) report(place, 'feel-clock');
    for (const name of found.unknown) report(place, 'unknown-field', { path: name });
    for (const [root, ...rest] of found.paths) {
      const read = [...(root === 'item' && group ? [group] : []), ...rest].join('.');
      // `form.members` is known where there is `form.members.name`; what stands below a field is not.
      if (read && !known.some(k => k === read || k.startsWith(`${read}.`)))
        report(place, 'unknown-field', { path: read });
    }
  }
}
