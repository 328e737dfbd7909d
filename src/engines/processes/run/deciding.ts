import { inspectFeel } from '#platform/feel';
import type { Graph } from '../graph.ts';
import { evaluated, ROOTS } from './conditions.ts';
import type { Outcome, ProcessData } from './state.ts';

/** The expressions by which a process chooses its way: where it goes on, what may be decided, which agency does it, when a timer fires. */
export function choosing(graph: Graph): string[] {
  const all: Array<string | null | undefined> = [...graph.flows.values()].map(flow => flow.condition);
  for (const { openWhen, area, lane, timer } of graph.nodes.values()) {
    all.push(...Object.values(openWhen), area, lane?.area);
    const text = timer?.kind === 'date' ? timer.at : timer?.kind === 'duration' ? timer.iso : '';
    if (text.startsWith('=')) all.push(text.slice(1));
  }
  return [...new Set(all.filter(text => typeof text === 'string'))];
}

const touch = (read: string, changed: string): boolean =>
  read === changed || read.startsWith(`${changed}.`) || changed.startsWith(`${read}.`);

/**
 * Which of the `changed` paths of the form an expression rests on, where its value is another under the other answers, or may become
 * another once steps say what they have not said yet; none where it stays as it is.
 */
export function restsOn(
  text: string,
  { before, after }: { before: ProcessData; after: ProcessData },
  tasks: Record<string, Outcome>,
  changed: readonly string[],
): string[] {
  const { paths } = inspectFeel(text, ROOTS);
  const reads = paths.filter(([root]) => root === 'form').map(([, ...path]) => path.join('.'));
  const touched = changed.filter(path => reads.some(read => touch(read, path)));
  const open = paths.some(([root, step]) => root === 'tasks' && !(step !== undefined && step in tasks));
  if (touched.length && open) return touched;
  const [was, is] = [evaluated(text, before, tasks), evaluated(text, after, tasks)];
  if (JSON.stringify(was ?? null) === JSON.stringify(is ?? null)) return [];
  // What the dossier says for itself (how the result is to come) comes of its answers too.
  return touched.length ? touched : [...changed];
}
