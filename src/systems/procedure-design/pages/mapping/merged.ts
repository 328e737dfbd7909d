import type { MappedId } from '#engines/procedures';
import type { Choices } from './choices.ts';

/** A step of the new version into which several of the version before go: their names, in the order in which they are mapped. */
export type Merged = { to: string; name: string; from: readonly string[]; names: string[] };

/**
 * Steps that become one: whoever stood at either stands there, and what the second said takes the place of what the first did. A step that
 * keeps its id goes into itself.
 */
export function mergedSteps({ before, now, of }: Choices, mapping: readonly MappedId[]): Merged[] {
  const into = new Map<string, string[]>();
  for (const { from, to } of mapping) if (to !== null) into.set(to, [...(into.get(to) ?? []), from]);
  const mapped = new Set(mapping.map(m => m.from));
  for (const [to, from] of into)
    if (before.has(to) && !of.has(to) && !mapped.has(to) && !from.includes(to)) into.set(to, [...from, to]);
  return (
    [...into]
      // The same step under the names of two versions is one: no dossier has both.
      .flatMap(([to, all]) =>
        [...new Set(all.map(id => of.get(id)))].map(
          version => [to, [...new Set(all.filter(id => of.get(id) === version))]] as const,
        ),
      )
      .filter(([, from]) => from.length > 1)
      .map(([to, from]) => ({
        to,
        name: now.get(to) ?? to,
        from,
        names: from.map(id => before.get(id) ?? id),
      }))
  );
}
