import type { Graph } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';

/** How a process may end (`fs:result`). */
const ENDS: readonly string[] = ['returned', 'refused', 'stopped'];

/**
 * Names of results that there are not: at an end, how it ends; at a signature, what kind of paper is signed, where that is not among
 * `kinds` (absent: not asked). Where the procedure has kinds of its own nothing could be signed there; where it has none the name
 * changes nothing, and who wrote it may have meant another paper.
 */
export function doubtResults(graph: Graph, kinds: readonly string[] | undefined): Problem[] {
  return [...graph.nodes.values()].flatMap(node => [
    ...(node.kind === 'end' && node.result && !ENDS.includes(node.result)
      ? [{ ...problem('unknown-end', node, node.result), hint: ENDS.join(', ') }]
      : []),
    ...(kinds && node.produces && !kinds.includes(node.produces)
      ? [
          {
            ...problem(kinds.length ? 'unknown-kind' : 'no-kinds', node, node.produces),
            hint: kinds.join(', '),
          },
        ]
      : []),
  ]);
}
