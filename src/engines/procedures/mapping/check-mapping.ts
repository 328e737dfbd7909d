import type { FormDefinition } from '#engines/forms';
import type { Graph } from '#engines/processes';
import type { MappedId, VersionMapping } from '../types.ts';

/** What can be named: elements (and flows) of a process, fields (and repeating groups) of a form. Null: cannot be read yet. */
export type KnownIds = {
  elements: ReadonlySet<string> | null;
  fields: ReadonlySet<string> | null;
};

/**
 * Something that is wrong with a mapping. Texts: `procedures.mapping.problem.CODE`.
 *
 * | code | when |
 * | --- | --- |
 * | unknown-old | no version before has the id |
 * | unknown-new | this version has not got it |
 * | twice | the same id of the version before is named twice |
 * | two-into-one | two fields of the version before are to fill the same one |
 * | no-reason | it is gone, and nobody says why |
 */
export type MappingProblem = {
  list: keyof VersionMapping;
  code: 'unknown-old' | 'unknown-new' | 'twice' | 'two-into-one' | 'no-reason';
  /** The id that it is about. */
  id: string;
};

export const idsOf = (
  graph: Graph | null,
  form: Pick<FormDefinition, 'fields' | 'groups'> | null,
): KnownIds => ({
  elements: graph && new Set([...graph.nodes.keys(), ...graph.flows.keys()]),
  fields: form && new Set([...Object.keys(form.fields ?? {}), ...Object.keys(form.groups ?? {})]),
});

/** All that is wrong with a mapping. `before`: what the versions before have; null where there are none to compare with. */
export function mappingProblems(
  mapping: VersionMapping | null | undefined,
  now: KnownIds,
  before: KnownIds | null,
): MappingProblem[] {
  if (!mapping) return [];
  return (['elements', 'fields'] as const).flatMap(list => {
    const [olds, news] = [before?.[list], now[list]];
    const seen = new Set<string>();
    const filled = new Set<string>();
    return mapping[list].flatMap(({ from, to, reason }): MappingProblem[] => {
      const found: MappingProblem[] = [];
      const wrong = (code: MappingProblem['code'], id: string) => found.push({ list, code, id });
      if (olds && !olds.has(from)) wrong('unknown-old', from);
      if (to !== null && news && !news.has(to)) wrong('unknown-new', to);
      if (seen.has(from)) wrong('twice', from);
      if (list === 'fields' && to !== null && filled.has(to)) wrong('two-into-one', to);
      if (to === null && !reason?.trim()) wrong('no-reason', from);
      seen.add(from);
      if (to !== null) filled.add(to);
      return found;
    });
  });
}

/** A list of a mapping as it is looked up. */
export const lookup = (list: readonly MappedId[]): Map<string, MappedId> =>
  new Map(list.map(m => [m.from, m]));
