import { inspectFeel, TWO_SIGNS, UNBOUNDED } from '#platform/feel';
import { awaits, type Graph, isHumanTask, type Node } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { ROOTS } from '../run/conditions.ts';
import { saidPieces } from '../said-fields.ts';

/** What the words of a message name that is not there: no field of the form, nothing that a step says. */
export function checkSaid(graph: Graph, readable: Readable): Problem[] {
  return [...graph.nodes.values()].flatMap(node =>
    saidPieces(node.says ?? '').flatMap(piece => {
      // What was begun as a field and not ended would be read as it stands there.
      if (typeof piece === 'string')
        return /\{\{|\}\}/.test(piece) ? [problem('says-unknown-field', node, piece.trim())] : [];
      if (!piece) return [problem('says-unknown-field', node, node.says ?? '')];
      const [root, step = '', fact] = piece.path.split('.');
      const there =
        root === 'tasks'
          ? (graph.nodes.get(step)?.facts.some(f => f.id === fact) ?? false)
          : (readable.fields?.includes(piece.path) ?? true);
      return there ? [] : [problem('says-unknown-field', node, piece.path)];
    }),
  );
}

type Readable = { fields?: readonly string[]; facts?: readonly string[] };
type Named = { id: string; name: string };

/** Expressions that do not parse, or that read what is not there. */
export const checkFeel = (graph: Graph, readable: Readable): Problem[] =>
  expressions(graph).flatMap(([element, text]) => feelProblems(element, text, graph, readable));

/** What is wrong with one expression, of the process or of something that goes by it (a time limit); `element`: what it is of. */
export function feelProblems(element: Named, text: string, graph: Graph, readable: Readable): Problem[] {
  if (/^[$#]\{/.test(text.trim())) return [problem('feel-foreign', element, text)];
  const report = inspectFeel(text, ROOTS);
  if (report.syntax === TWO_SIGNS) return [problem('feel-two-signs', element, text)];
  if (report.syntax === UNBOUNDED) return [problem('feel-unbounded', element, text)];
  if (report.syntax) return [problem('feel-syntax', element, text)];
  const found = report.unknown.map(name => problem('feel-unknown-name', element, name));
  if (report.clock) found.push(problem('feel-clock', element, text));
  for (const path of report.paths) {
    if (!known(path, graph, readable)) found.push(problem('feel-unknown-name', element, path.join('.')));
  }
  for (const { path, text: outcome } of report.compared) {
    if (!mayCome(path, outcome, graph))
      found.push(problem('feel-unknown-outcome', element, `${path.join('.')} = "${outcome}"`));
  }
  return found;
}

function expressions(graph: Graph): Array<[Named, string]> {
  const all: Array<[Named, string]> = [];
  for (const flow of graph.flows.values()) if (flow.condition) all.push([flow, flow.condition]);
  for (const node of graph.nodes.values()) {
    if (node.params) all.push([node, node.params]);
    for (const text of Object.values(node.openWhen)) all.push([node, text]);
    for (const { must } of node.facts) if (must) all.push([node, must]);
    for (const area of new Set([node.area, node.lane?.area])) if (area) all.push([node, area]);
    const timer = node.timer;
    const text = timer?.kind === 'date' ? timer.at : timer?.kind === 'duration' ? timer.iso : '';
    if (text.startsWith('=')) all.push([node, text.slice(1)]);
  }
  return all;
}

/** What may be decided at a step, or answered to the question whose answer it awaits; null: anything. */
function outcomesOf(node: Node, graph: Graph): readonly string[] | null {
  const asked = awaits(node)
    ? [...graph.nodes.values()].find(n => !awaits(n) && n.message && (n.reply ?? n.message) === node.message)
    : node;
  return asked?.outcomes.length ? asked.outcomes : null;
}

// `tasks.sign.outcome = "singed"` would never be true, and nobody would see why.
function mayCome([root, id, property]: readonly string[], outcome: string, graph: Graph): boolean {
  const node = root === 'tasks' && property === 'outcome' ? graph.nodes.get(id ?? '') : undefined;
  return !node || (outcomesOf(node, graph)?.includes(outcome) ?? true);
}

// `form.child` is known where the form has `child.name`, and `form.child.name.first` where it has `child.name`.
const covers = (paths: readonly string[], path: string): boolean =>
  paths.some(p => p === path || p.startsWith(`${path}.`) || path.startsWith(`${p}.`));

function known(path: readonly string[], graph: Graph, { fields, facts }: Readable): boolean {
  const [root, first, ...rest] = path;
  if (first === undefined) return true;
  if (root === 'tasks') return knownOfTask(graph.nodes.get(first), rest[0]);
  const paths = root === 'form' ? fields : facts;
  return paths === undefined || covers(paths, [first, ...rest].join('.'));
}

// What a service or a message brings is not known before; a step of people has its outcome and the facts that it names.
function knownOfTask(node: Node | undefined, key: string | undefined): boolean {
  if (!node || key === undefined || !isHumanTask(node)) return node !== undefined;
  return key === 'outcome' || key === 'late' || node.facts.some(f => f.id === key);
}
