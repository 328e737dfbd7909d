import type { FormDefinition } from '#engines/forms';
import { type Graph, leadsNowhere, type Mapping } from '#engines/processes';
import type { MappedId, VersionMapping } from '../types.ts';

/** What can be named: elements (and flows) of a process, fields (and repeating groups) of a form. Null: cannot be read yet. */
export type KnownIds = {
  elements: ReadonlySet<string> | null;
  fields: ReadonlySet<string> | null;
  /** The processes of which the elements are, the newest first. */
  graphs: readonly Graph[];
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
 * | no-place | dossiers stand at the step, and cannot stand where it leads: a gateway, a step that only sends |
 * | other-place | it leads into a sub-process or a called process, or out of one |
 */
export type MappingProblem = {
  list: keyof VersionMapping;
  code: 'unknown-old' | 'unknown-new' | 'twice' | 'two-into-one' | 'no-reason' | 'no-place' | 'other-place';
  /** The id that it is about. */
  id: string;
  /** What that is called, and what it leads to, where both are elements. */
  name?: string;
  to?: string;
};

/** A list of elements as the interpreter reads it. */
export const elementMapping = (list: readonly MappedId[]): Mapping => ({
  elements: Object.fromEntries(list.map(m => [m.from, m.to])),
});

export const idsOf = (
  graph: Graph | null,
  form: Pick<FormDefinition, 'fields' | 'groups'> | null,
): KnownIds => ({
  elements: graph && new Set([...graph.nodes.keys(), ...graph.flows.keys()]),
  fields: form && new Set([...Object.keys(form.fields ?? {}), ...Object.keys(form.groups ?? {})]),
  graphs: graph ? [graph] : [],
});

/** Where dossiers that stand at a step would be led to no place to stand at. */
function wrongPlaces(list: readonly MappedId[], now: KnownIds, before: KnownIds | null): MappingProblem[] {
  const [to] = now.graphs;
  if (!to) return [];
  return list.flatMap(({ from: id, to: target }): MappingProblem[] => {
    const from = before?.graphs.find(g => g.nodes.has(id));
    const why = from && leadsNowhere(from, to, elementMapping(list), id);
    if (!why) return [];
    const code = why === 'other-kind' ? 'no-place' : 'other-place';
    const [name, there] = [
      from.nodes.get(id)?.name || id,
      to.nodes.get(target ?? '')?.name || (target ?? ''),
    ];
    return [{ list: 'elements', code, id, name, to: there }];
  });
}

/** All that is wrong with a mapping. `before`: what the versions before have; null where there are none to compare with. */
export function mappingProblems(
  mapping: VersionMapping | null | undefined,
  now: KnownIds,
  before: KnownIds | null,
): MappingProblem[] {
  if (!mapping) return [];
  const named = (['elements', 'fields'] as const).flatMap(list => {
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
  return [...named, ...wrongPlaces(mapping.elements, now, before)];
}

/** A list of a mapping as it is looked up. */
export const lookup = (list: readonly MappedId[]): Map<string, MappedId> =>
  new Map(list.map(m => [m.from, m]));
