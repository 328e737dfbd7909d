import type { Lang } from '#platform/i18n';
import type { Graph, Node } from './graph.ts';
import { texts } from './texts.ts';

/** The outcome by which a step goes back to whoever did the one before it. */
export const SEND_BACK = 'send-back';

/** The outcome by which whoever would sign a result refuses it, while other results of the dossier go on. */
export const DECLINE = 'decline';

/** Outcomes that are worth nothing to whoever comes next without words: what is to be mended, what one objects to. */
const WORDED: ReadonlySet<string> = new Set([
  SEND_BACK,
  DECLINE,
  'disagree',
  'agree-with-comments',
  'inform',
]);
export const needsWords = (outcome: string): boolean => WORDED.has(outcome);

/** Outcomes that many processes share, and that have words in both languages. */
const SHARED = new Set([
  'forward',
  'propose',
  'signed',
  SEND_BACK,
  DECLINE,
  'approve',
  'reject',
  'done',
  'counter',
  'post',
  'online',
  'agree',
  'agree-with-comments',
  'disagree',
  'inform',
]);

/** Outcomes that only hand a dossier on: they decide nothing about what was applied for. */
const ROUTINE: ReadonlySet<string> = new Set([
  'forward',
  'propose',
  'signed',
  SEND_BACK,
  DECLINE,
  'done',
  'counter',
  'post',
  'online',
]);

/**
 * Whether an outcome of a step says how the matter was decided: the step leaves a choice between two answers or more that do not
 * only hand the dossier on (`fit, unfit`; not `visit, propose`), and this is one of them.
 */
export const decides = ({ outcomes }: Node, outcome: string): boolean =>
  !ROUTINE.has(outcome) && outcomes.filter(o => !ROUTINE.has(o)).length > 1;

/** What the file says for an outcome: at the step, or where the message was sent of which it is the answer. */
function wordsInFile(graph: Graph, node: Node | undefined, outcome: string): string | undefined {
  const own = node?.outcomeWords[outcome];
  if (own || !node?.message) return own;
  for (const other of graph.nodes.values())
    if ((other.reply ?? other.message) === node.message && other.outcomeWords[outcome])
      return other.outcomeWords[outcome];
  return undefined;
}

/**
 * An outcome as a button says it (`do`) or as the story tells it (`outcome`): in the words of the process where it has any, else
 * in those that all processes share, else as it stands in the file.
 */
export function outcomeText(
  lang: Lang,
  graph: Graph,
  elementId: string,
  outcome: string,
  as: 'do' | 'outcome',
): string {
  const said = wordsInFile(graph, graph.nodes.get(elementId), outcome);
  if (said) return said;
  if (!SHARED.has(outcome)) return outcome;
  return as === 'do' ? texts(lang)(`processes.do.${outcome}`) : texts(lang)(`processes.outcome.${outcome}`);
}
