import { countRunning } from '#engines/cases';
import { type FormDefinition, fieldName, said } from '#engines/forms';
import {
  formOfVersion,
  getDraftForm,
  getDraftProcess,
  loadProcess,
  mappingBetween,
  type ProcedureVersion,
  type VersionMapping,
  wasInForce,
} from '#engines/procedures';
import { type Graph, isPlace } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { called } from '../process/steps.ts';

/** Ids with the names that people know them by. */
export type Names = ReadonlyMap<string, string>;
export type Choices = {
  before: Names;
  now: Names;
  /** The number of the version that an id of `before` is of, where the last version has not got it. */
  of: ReadonlyMap<string, number>;
  /** By the number of the version: those of `before` at which its dossiers can stand, no gateways. */
  steps: ReadonlyMap<number, readonly string[]>;
};

/** What the lists of a mapping can name: of the versions before, and of the draft. */
export type MappingChoices = Record<keyof VersionMapping, Choices>;

const LISTS = ['elements', 'fields'] as const;
const NOBODY: Names = new Map();

const stepsOf = (graph: Graph | null): string[] =>
  [...(graph?.nodes.values() ?? [])].filter(isPlace).map(n => n.id);

/** Where two are called the same each has its id beside it. */
function toldApart(names: Names): Names {
  const called = [...names.values()];
  const isShared = (name: string) => called.indexOf(name) !== called.lastIndexOf(name);
  return new Map([...names].map(([id, name]) => [id, isShared(name) ? `${name} (${id})` : name]));
}

const elementNames = ({ t }: Ctx, graph: Graph | null): Names =>
  graph ? toldApart(new Map([...graph.nodes.values()].map(n => [n.id, called(t, graph, n)]))) : NOBODY;

function fieldNames({ lang }: Ctx, form: FormDefinition | null): Names {
  if (typeof form?.fields !== 'object' || form.fields === null) return NOBODY;
  const named = [...Object.entries(form.groups ?? {}), ...Object.entries(form.fields)];
  // As people are asked: a stored form keeps its fields in no order of theirs.
  const order = [...(form.pages ?? [])].flatMap(p => [p.group ?? '', ...(p.fields ?? [])]);
  const at = (path: string) => (order.includes(path) ? order.indexOf(path) : order.length);
  named.sort(([a], [b]) => at(a) - at(b));
  const name = (path: string) =>
    Object.hasOwn(form.fields, path) ? fieldName(form, path, lang) : said(form.groups?.[path]?.label, lang);
  return toldApart(new Map(named.map(([path]) => [path, name(path) || path])));
}

type VersionNames = Record<keyof VersionMapping, Names> & { steps: readonly string[] };

async function namesOf(ctx: Ctx, v: ProcedureVersion): Promise<VersionNames> {
  const graph = await loadProcess(ctx.db, v.process);
  return {
    elements: elementNames(ctx, graph),
    fields: fieldNames(ctx, await formOfVersion(ctx.db, v)),
    steps: stepsOf(graph),
  };
}

/** What of an older version went into the last one under no name and is not said to be gone, by the id it has on the way. */
async function leftBehind(ctx: Ctx, old: ProcedureVersion, last: ProcedureVersion): Promise<VersionNames> {
  const names = await namesOf(ctx, old);
  const way = await mappingBetween(ctx.db, old, last);
  const goes = (list: keyof VersionMapping, id: string): string[] => {
    const named = way[list].find(m => m.from === id);
    // Whoever is led where nobody can stand is still where he was.
    const at = named && !named.nowhere ? named.to : id;
    return at ? [at] : [];
  };
  const carried = (list: keyof VersionMapping): Names =>
    new Map([...names[list]].flatMap(([id, name]) => goes(list, id).map(at => [at, name] as const)));
  return {
    elements: carried('elements'),
    fields: carried('fields'),
    steps: names.steps.flatMap(id => goes('elements', id)),
  };
}

/**
 * The names of both sides: of the version before the draft, of every older one on which dossiers still run (they may be moved to the
 * draft when it is in force), and of the draft. Null: nothing was in force before it.
 */
export async function mappingChoices(
  ctx: Ctx,
  versions: readonly ProcedureVersion[],
  draft: ProcedureVersion,
): Promise<MappingChoices | null> {
  const { db } = ctx;
  const [last, ...older] = versions.filter(v => wasInForce(v) && v.number < draft.number);
  if (!last) return null;
  const running = await countRunning(
    db,
    older.map(v => v.id),
  );
  const before = await namesOf(ctx, last);
  const all = { elements: new Map(before.elements), fields: new Map(before.fields) };
  const steps = new Map([[last.number, before.steps]]);
  const of = { elements: new Map<string, number>(), fields: new Map<string, number>() };
  for (const v of older.filter(v => running.get(v.id))) {
    const names = await leftBehind(ctx, v, last);
    steps.set(v.number, names.steps);
    for (const list of LISTS)
      for (const [id, name] of names[list])
        if (!all[list].has(id)) {
          all[list].set(id, name);
          of[list].set(id, v.number);
        }
  }
  const now = {
    elements: elementNames(ctx, (await getDraftProcess(db, draft.id)).graph),
    fields: fieldNames(ctx, (await getDraftForm(db, draft.id)).definition),
  };
  return {
    elements: { before: all.elements, now: now.elements, of: of.elements, steps },
    fields: { before: all.fields, now: now.fields, of: of.fields, steps: new Map() },
  };
}

/** What the versions before have, the draft has not, and nobody has said what becomes of. */
export const undeclared = ({ before, now }: Choices, mapping: VersionMapping['elements']): string[] =>
  now.size ? [...before.keys()].filter(id => !now.has(id) && !mapping.some(m => m.from === id)) : [];

/** An id as people read it: its name, and the version where that is not the last. */
export function choiceLabel({ t }: Ctx, { before, of }: Choices, id: string): string {
  const name = before.get(id) ?? id;
  const number = of.get(id);
  return number === undefined ? name : t('procedure-design.mapping.option-of', { name, number });
}
