import { stepFactNamed } from '#engines/procedures';
import { decides, elementsBefore, type Graph, type Node } from '#engines/processes';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { templateFor } from '../results/render.ts';
import type { ResultTemplate } from '../results/template.ts';
import type { Dossier } from '../types.ts';

/** For what something of a dossier is shown: the step of a process (its element), or a result that is to be issued anew (its kind); neither: the dossier as a whole. */
export type ShownFor = { step?: string | undefined; result?: string | undefined };

/** What a decision rests on beside what the dossier itself says. */
export type RestsOn = {
  /** The steps that led to it; null: all. */
  before: ReadonlySet<string> | null;
  /** What steps have said, on the way to it or on the paper that it signs: it stands on results. That another step ended changes nothing. */
  said: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What was decided, as far as the paper says it: the last of several is the one that counts. */
  decided: Readonly<Record<string, string>>;
  /** Kinds of results whose numbers the paper bears. */
  kinds: readonly string[];
};

type Deps = Pick<CaseDeps, 'templates' | 'wording'>;

/** The step that signs a result of this kind, and the paper of a step that signs one. */
async function paperAt(
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  { graph }: { graph: Graph },
  { step, result }: ShownFor,
): Promise<{ node: Node; template: ResultTemplate | null } | undefined> {
  const signing = [...graph.nodes.values()].filter(node => node.act === 'sign');
  const nodes = step === undefined ? signing : [graph.nodes.get(step)].filter(node => node !== undefined);
  for (const node of nodes) {
    if (node.act !== 'sign') return { node, template: null };
    const template = await templateFor(q, deps, dossier, node.produces);
    if (step !== undefined || template.kind === result) return { node, template };
  }
  return undefined;
}

function saidOf(
  { processState }: Dossier,
  counts: (element: string, fact: string) => boolean,
): RestsOn['said'] {
  const said: Record<string, Record<string, unknown>> = {};
  for (const [element, { outcome: _, ...facts }] of Object.entries(processState.outcomes)) {
    const counted = Object.entries(facts).filter(([fact]) => counts(element, fact));
    if (counted.length) said[element] = Object.fromEntries(counted);
  }
  return said;
}

/** As `outcomeOf`: the decisions of the agency that handles the dossier, and of the one that signs. */
function decidedOf({ processState }: Dossier, graph: Graph, { lane }: Node): RestsOn['decided'] {
  const decided: Record<string, string> = {};
  for (const [element, { outcome }] of Object.entries(processState.outcomes)) {
    const node = graph.nodes.get(element);
    const kind = node?.lane?.agencyKind ?? null;
    if (node && (kind === null || kind === lane?.agencyKind) && decides(node, String(outcome)))
      decided[element] = String(outcome);
  }
  return decided;
}

/** What of a dossier a decision rests on. What is no step of its process, and what no paper can be found for, rests on all of it. */
export async function restsOn(
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  shownFor: ShownFor,
): Promise<RestsOn> {
  const whole = { before: null, said: saidOf(dossier, () => true), decided: {}, kinds: [] };
  if (shownFor.step === undefined && shownFor.result === undefined) return whole;
  const procedure = await loadProcedure(q, dossier);
  const at = await paperAt(q, deps, dossier, procedure, shownFor).catch((error: unknown) => {
    if (isAppError(error)) return undefined;
    throw error;
  });
  if (!at) return whole;
  const { node, template } = at;
  const before = elementsBefore(procedure.graph, node.id);
  const printed = new Set(
    (template?.prints ?? []).flatMap(named => {
      const { element, fact } = stepFactNamed(named) ?? {};
      return element === undefined ? [] : [`${element}.${fact}`];
    }),
  );
  return {
    before,
    said: saidOf(dossier, (element, fact) => before.has(element) || printed.has(`${element}.${fact}`)),
    decided: template ? decidedOf(dossier, procedure.graph, node) : {},
    kinds: template?.restsOn ?? [],
  };
}
