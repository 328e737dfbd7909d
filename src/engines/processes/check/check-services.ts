import type { Graph } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';

/**
 * Steps that call a service that there is not among `services` (absent: not asked): a dossier would stand still there as an incident. A
 * service comes with a module, which may be put in afterwards, so this warns.
 */
export function doubtServices(graph: Graph, services: readonly string[] | undefined): Problem[] {
  if (!services) return [];
  return [...graph.nodes.values()].flatMap(node => {
    if (node.kind !== 'service' || !node.service || services.includes(node.service)) return [];
    const found = problem(services.length ? 'unknown-service' : 'no-services', node, node.service);
    return [{ ...found, hint: services.join(', ') }];
  });
}
