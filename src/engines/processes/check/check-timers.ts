import type { Graph, Node } from '../graph.ts';
import { calledIn, type Problem, problem } from '../problems.ts';
import { timersOf } from '../run/run.ts';
import { awaiting } from '../run/step.ts';

/**
 * Timers beside the wait for an answer for which the clock of the dossier stands still: they stand still with it, and begin to run when
 * the answer is overdue. Somebody who draws "20 days without an answer" gets the limit of the answer and 20 days; so this warns.
 */
export function doubtTimers(graph: Graph): Problem[] {
  const asking = [...graph.nodes.values()].filter(n => n.stopsClock && n.message);
  return [...graph.nodes.values()].flatMap(node => {
    const names = new Set(awaiting(graph, node).map(n => n.message ?? n.id));
    const asked = asking.find(n => n !== node && names.has(n.reply ?? n.message ?? ''));
    if (!asked) return [];
    return timersOf(graph, node)
      .filter(runs)
      .map(timer => ({ ...problem('timer-after-answer', timer, calledIn(asked)), name: timer.name || null }));
  });
}

/** A date comes whatever the clock of the dossier does. */
const runs = (timer: Node): boolean => timer.timer?.kind !== 'date';
