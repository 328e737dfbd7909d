import { type Graph, nodeName } from '#engines/processes';
import type { Happening } from './story.ts';

const namesOf = (graph: Graph, ids: unknown): string =>
  Array.isArray(ids) ? ids.map(id => `“${nodeName(graph, String(id))}”`).join(', ') : '';

/**
 * What the process did by itself (`timer-fired`, `steps-dropped`), as the end of a text key and the names for it; undefined for any other
 * happening. `timer-fired-added`: beside the step that goes on; `-on`: to what comes next; `-dropped`: a step was taken away.
 */
export function movedWords(
  graph: Graph,
  { kind, body }: Pick<Happening, 'kind' | 'body'>,
): { key: string; params: { timer: string; dropped: string; made: string } } | undefined {
  if (kind !== 'timer-fired' && kind !== 'steps-dropped') return undefined;
  const event = graph.nodes.get(String(body.element));
  const params = {
    timer: event ? nodeName(graph, event.id) : '',
    dropped: namesOf(graph, body.dropped),
    made: namesOf(graph, body.made),
  };
  if (kind === 'steps-dropped') return { key: kind, params };
  const beside = event?.kind === 'boundary' && !event.interrupting;
  const made = !params.made ? '' : beside && !params.dropped ? '-added' : '-on';
  return { key: `timer-fired${params.dropped && '-dropped'}${made}`, params };
}
