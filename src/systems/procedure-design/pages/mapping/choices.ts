import type { FormDefinition } from '#engines/forms';
import {
  formOfVersion,
  getDraftForm,
  getDraftProcess,
  loadProcess,
  type ProcedureVersion,
  type VersionMapping,
} from '#engines/procedures';
import type { Graph } from '#engines/processes';
import type { Ctx } from '#platform/http';

/** Ids with the names that people know them by. */
export type Names = ReadonlyMap<string, string>;
export type Choices = { before: Names; now: Names };

/** What the lists of a mapping can name: of the version before, and of the draft. */
export type MappingChoices = Record<keyof VersionMapping, Choices>;

const NOBODY: Names = new Map();

const elementNames = (graph: Graph | null): Names =>
  new Map([...(graph?.nodes.values() ?? [])].map(n => [n.id, n.name || n.id]));

function fieldNames({ lang }: Ctx, form: FormDefinition | null): Names {
  if (typeof form?.fields !== 'object' || form.fields === null) return NOBODY;
  const named = [...Object.entries(form.groups ?? {}), ...Object.entries(form.fields)];
  return new Map(named.map(([path, { label }]) => [path, label?.[lang] ?? path]));
}

/** The names of both sides; `last` is the version before the draft. */
export async function mappingChoices(
  ctx: Ctx,
  last: ProcedureVersion,
  draft: ProcedureVersion,
): Promise<MappingChoices> {
  const { db } = ctx;
  return {
    elements: {
      before: elementNames(await loadProcess(db, last.process)),
      now: elementNames((await getDraftProcess(db, draft.id)).graph),
    },
    fields: {
      before: fieldNames(ctx, await formOfVersion(db, last)),
      now: fieldNames(ctx, (await getDraftForm(db, draft.id)).definition),
    },
  };
}

/** What the version before has, the draft has not, and nobody has said what becomes of. */
export const undeclared = ({ before, now }: Choices, mapping: VersionMapping['elements']): string[] =>
  now.size ? [...before.keys()].filter(id => !now.has(id) && !mapping.some(m => m.from === id)) : [];
