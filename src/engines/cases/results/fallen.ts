import { getAgency } from '#engines/organisation';
import { type Node, nextSteps, type ProcessState } from '#engines/processes';
import type { Task } from '#engines/work';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { findActOn } from '../afterlife/read-acts.ts';
import { decisionNumber, type ResultAct } from '../afterlife/types.ts';
import type { CaseDeps } from '../deps.ts';
import { ResultBasisFallen } from '../errors.ts';
import type { LoadedProcedure } from '../process/load.ts';
import { foresee } from '../process/run.ts';
import { listResults } from '../read/dossier.ts';
import type { Dossier, Result } from '../types.ts';

type Deps = Pick<CaseDeps, 'templates'>;

/** A result of the dossier on which a later one rests, and that holds no more; `act`: the decision that ended it. */
export type Fallen = { result: Result; act: ResultAct };

/** The kinds of results on which one of this kind rests (null: of a step that names none). Templates that staff write read no other result. */
export const basesOf = (
  { templates }: Deps,
  { procedureCode }: Pick<Dossier, 'procedureCode'>,
  kind: string | null,
): readonly string[] =>
  templates.find(t => t.procedure === procedureCode && (kind === null || t.kind === kind))?.restsOn ?? [];

/** The results of the dossier that hold and rest on one of this kind: what is to be thought of when that is ended. */
export const restingOn = (
  deps: Deps,
  dossier: Pick<Dossier, 'procedureCode'>,
  results: readonly Result[],
  kind: string,
): Result[] => results.filter(r => r.status === 'valid' && basesOf(deps, dossier, r.kind).includes(kind));

/** Of what rests on results of the dossier at these steps of signing, those that were ended by a decision, with nothing in their place. */
async function fallenUnder(
  q: Queryable,
  deps: Deps,
  dossier: Pick<Dossier, 'id' | 'procedureCode'>,
  signings: ReadonlyArray<Pick<Node, 'produces'>>,
): Promise<Fallen[]> {
  const kinds = new Set(signings.flatMap(node => basesOf(deps, dossier, node.produces)));
  if (!kinds.size) return [];
  const results = await listResults(q, dossier.id);
  const found: Fallen[] = [];
  for (const kind of kinds) {
    const of = results.filter(r => r.kind === kind);
    const last = of.find(r => r.status === 'revoked');
    const act = last && !of.some(r => r.status === 'valid') && (await findActOn(q, last.id));
    if (last && act) found.push({ result: last, act });
  }
  return found;
}

/** What an error or a page says of a result that has fallen, and of who decides about the dossier. */
export async function fallenWords(
  q: Queryable,
  { agencyId }: Pick<Dossier, 'agencyId'>,
  { result, act }: Fallen,
  at: Date,
): Promise<Record<string, string>> {
  const { title, number } = result;
  const { name } = await getAgency(q, agencyId, localDate(at));
  return { title, number, decision: decisionNumber(act), date: formatDate(act.at), agency: name };
}

/** Throws RESULT_BASIS_FALLEN where what one of these steps signs rests on a result that holds no more. */
export async function refuseFallen(
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  signings: ReadonlyArray<Pick<Node, 'produces'>>,
  at: Date,
): Promise<void> {
  const [fallen] = await fallenUnder(q, deps, dossier, signings);
  if (fallen) throw ResultBasisFallen(await fallenWords(q, dossier, fallen, at));
}

/** The steps of signing to which a process comes between two of its states. */
export const signingsBetween = (
  { graph }: Pick<LoadedProcedure, 'graph'>,
  before: ProcessState,
  after: ProcessState,
): Node[] =>
  after.tokens
    .filter(token => !before.tokens.some(t => t.id === token.id && t.at === token.at))
    .flatMap(({ at }) => graph.nodes.get(at) ?? [])
    .filter(node => node.act === 'sign');

/** Where an outcome would take the process; undefined where that hangs on what the step has still to say: then whatever may come next counts. */
function foreseen(procedure: LoadedProcedure, dossier: Dossier, task: Pick<Task, 'ref'>, outcome: string) {
  try {
    const event = { type: 'task-completed', token: Number(task.ref), outcome: { outcome } } as const;
    return foresee({ procedure }, dossier, event);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** The steps of signing at which, or before which, an outcome of a step puts the dossier. */
function signingsAfter(
  procedure: LoadedProcedure,
  dossier: Dossier,
  task: Pick<Task, 'ref'>,
  node: Node,
  outcome: string,
): Node[] {
  if (node.act === 'sign') return outcome === 'signed' ? [node] : [];
  const next = foreseen(procedure, dossier, task, outcome);
  return next
    ? signingsBetween(procedure, dossier.processState, next)
    : nextSteps(procedure.graph, node.id).filter(step => step.act === 'sign');
}

/**
 * Which outcomes of an open step would sign, or put before who signs, what rests on results that hold no more; and those results. Sending back,
 * declining and whatever leads elsewhere stay. Undefined where nothing stands in the way.
 */
export async function barredOutcomes(
  q: Queryable,
  deps: Deps,
  { dossier, procedure }: { dossier: Dossier; procedure: LoadedProcedure },
  task: Pick<Task, 'ref' | 'elementId'>,
  outcomes: readonly string[],
): Promise<{ outcomes: string[]; fallen: Fallen[] } | undefined> {
  if (!deps.templates.some(t => t.procedure === dossier.procedureCode && t.restsOn?.length)) return undefined;
  const node = procedure.graph.nodes.get(task.elementId);
  if (!node) return undefined;
  const barred: string[] = [];
  const all = new Map<string, Fallen>();
  for (const outcome of outcomes) {
    const signings = signingsAfter(procedure, dossier, task, node, outcome);
    const fallen = await fallenUnder(q, deps, dossier, signings);
    if (fallen.length) barred.push(outcome);
    for (const f of fallen) all.set(f.result.id, f);
  }
  return barred.length ? { outcomes: barred, fallen: [...all.values()] } : undefined;
}
