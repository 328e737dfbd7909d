import { awaits, type Graph, type Node } from '../graph.ts';
import { calledIn, type Problem, problem } from '../problems.ts';

/** Whether an element sends a message. */
const sends = (node: Node): boolean => node.message !== null && ['send', 'throw', 'end'].includes(node.kind);

/**
 * Elements that wait for a message that no element sends and that is none of those that come by themselves (`outside`): a dossier
 * would stand there for ever. The hint names the messages that are sent, each with its step.
 */
export function checkMessages(graph: Graph, outside: readonly string[]): Problem[] {
  const sent = [...graph.nodes.values()].filter(sends);
  const answers = new Map(sent.map(node => [node.reply ?? node.message, calledIn(node)]));
  const hint = [...answers]
    .map(([name, step]) => (name === step ? `“${name}”` : `“${name}” (${step})`))
    .join(', ');
  return [...graph.nodes.values()]
    .filter(
      node => awaits(node) && node.message && !answers.has(node.message) && !outside.includes(node.message),
    )
    .map(node => ({ ...problem('message-never-sent', node, node.message ?? ''), ...(hint && { hint }) }));
}
