import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { nextNodes } from '../ways/reach.ts';

/**
 * Ends of a process that a dossier may come to without a signature: nothing was given to the applicant then, and the dossier stands
 * still until somebody mends it. All ways are tried, whatever their conditions say, so this warns and refuses nothing.
 */
export function doubtEnds(graph: Graph): Problem[] {
  const unsigned = unsignedOf(graph);
  const starts = (graph.starts.get(graph.id) ?? []).map(s => s.id);
  if (!starts.some(unsigned)) return [];
  const seen = new Set<string>();
  const queue = [...starts];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || !unsigned(id)) continue;
    seen.add(id);
    queue.push(...onwards(graph, nodeOf(graph, id)));
  }
  return [...seen]
    .map(id => nodeOf(graph, id))
    .filter(n => n.kind === 'end')
    .map(n => problem('end-unsigned', n));
}

const signs = (node: Node) => node.act === 'sign';
/** Where a token goes on by all its ways at once. */
const forks = (graph: Graph, node: Node) =>
  node.kind === 'parallel' ||
  (!CHOICES.has(node.kind) && node.outgoing.filter(id => flowOf(graph, id).condition === null).length > 1);
const CHOICES: ReadonlySet<Node['kind']> = new Set<Node['kind']>(['exclusive', 'inclusive', 'event-based']);

/** What a token may come to next in its scope; what runs beside its activity ends nothing. */
const onwards = (graph: Graph, node: Node): string[] =>
  nextNodes(graph, node.id).filter(id => {
    const { kind, interrupting } = nodeOf(graph, id);
    return kind !== 'boundary' || interrupting;
  });

/**
 * Whether a token at an element may come to an end of its scope without a signature, and all that its ways make with it; the end of
 * everything also ends what would still have been signed elsewhere.
 */
function unsignedOf(graph: Graph): (id: string) => boolean {
  const whole = new Set<string>();
  const broken = new Set<string>();
  const body = (node: Node) =>
    node.body === null || (graph.starts.get(node.body) ?? []).some(s => whole.has(s.id) || broken.has(s.id));
  const ends = (node: Node): boolean => {
    if (signs(node)) return false;
    if (node.kind === 'end') return true;
    const next = onwards(graph, node);
    const left = next.filter(id => nodeOf(graph, id).kind === 'boundary');
    const along = next.filter(id => !left.includes(id));
    const goes = (id: string) => whole.has(id);
    const on = forks(graph, node) ? along.every(goes) : along.some(goes);
    return left.some(goes) || (body(node) && on);
  };
  const breaks = (node: Node): boolean => {
    if (signs(node)) return false;
    if (node.kind === 'end') return node.trigger === 'terminate';
    const next = onwards(graph, node).filter(id => broken.has(id));
    return next.some(id => nodeOf(graph, id).kind === 'boundary' || body(node));
  };
  for (let size = -1; size !== whole.size + broken.size; ) {
    size = whole.size + broken.size;
    for (const node of graph.nodes.values()) {
      if (ends(node)) whole.add(node.id);
      if (breaks(node)) broken.add(node.id);
    }
  }
  return id => whole.has(id) || broken.has(id);
}
