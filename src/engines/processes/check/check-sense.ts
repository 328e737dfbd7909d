import { inspectFeel } from '#platform/feel';
import { type Graph, isHumanTask, type Lane, lanesOf, type Node } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { isDayOfCalendar } from '../read/read-timer.ts';
import { ROOTS } from '../run/conditions.ts';
import { sharesInAll } from '../ways/shares.ts';
import { checkMessages } from './check-messages.ts';

/** Says that something has to be mended first; where no way out reads it, the dossier goes on as if it were right. */
const SENT_BACK = 'send-back';

type Known = { roles?: readonly string[]; messages?: readonly string[] };

/**
 * What can run and does not do what its author meant: a lane names a role that there is not (`roles`; absent: not checked), a way is never taken, a date never comes, nor
 * a message (`messages` come by themselves; absent: not checked). Such a process is not published; one that was published before runs on.
 */
export function checkSense(graph: Graph, known: Known): Problem[] {
  return [
    ...lanesOf(graph).flatMap(lane => checkLane(lane, known.roles)),
    ...[...graph.nodes.values()].flatMap(node => [
      ...checkDate(node),
      ...checkWords(node),
      ...checkOutcomes(node, graph),
    ]),
    ...checkConditions(graph),
    ...checkShares(graph),
    ...(known.messages ? checkMessages(graph, known.messages) : []),
  ];
}

function checkLane(lane: Lane, roles: readonly string[] | undefined): Problem[] {
  return lane.role && roles && !roles.includes(lane.role) ? [problem('unknown-role', lane, lane.role)] : [];
}

// 30 February reads as 2 March.
function checkDate(node: Node): Problem[] {
  const at = node.timer?.kind === 'date' && !node.timer.at.startsWith('=') ? node.timer.at : null;
  return at === null || isDayOfCalendar(at) ? [] : [problem('no-such-date', node, at)];
}

/** What a step may be for the page that shows it (`fs:act`); a step that was meant to be signed and is misspelt is signed by nobody. */
const ACTS = ['receive', 'process', 'sign', 'return'] as const;

function checkWords({ act, unknownClock, ...node }: Node): Problem[] {
  return [
    ...(act !== null && !(ACTS as readonly string[]).includes(act)
      ? [problem('unknown-act', node, act)]
      : []),
    ...(unknownClock ? [problem('unknown-clock', node, unknownClock)] : []),
  ];
}

/** Conditions that are never true because they are no question: a text, a number, what was decided without saying what. */
function checkConditions(graph: Graph): Problem[] {
  return [...graph.flows.values()].flatMap(flow => {
    if (!flow.condition) return [];
    const { syntax, yields, bare } = inspectFeel(flow.condition, ROOTS);
    if (syntax) return [];
    const said = bare && saidAs(graph, bare);
    return yields === 'other' || said ? [problem('not-a-condition', flow, flow.condition)] : [];
  });
}

/** Whether a path alone reads a text, a number or a date that somebody has said. */
function saidAs(graph: Graph, [root, id = '', key]: readonly string[]): boolean {
  const node = root === 'tasks' ? graph.nodes.get(id) : undefined;
  if (!node || !isHumanTask(node)) return false;
  const fact = node.facts.find(f => f.id === key);
  return key === 'outcome' || (fact !== undefined && fact.kind !== 'yes-no');
}

function checkOutcomes(node: Node, graph: Graph): Problem[] {
  // `valid=Names, trades are right`: the comma ended the words, and the rest became a choice of its own.
  const cut = node.outcomes.find(
    (id, i) => / /.test(id) && !node.outcomeWords[id] && node.outcomeWords[node.outcomes[i - 1] ?? ''],
  );
  if (cut) return [problem('outcome-cut', node, cut)];
  if (!isHumanTask(node) || !node.outcomes.includes(SENT_BACK) || isRead(node, graph)) return [];
  return [problem('outcome-unread', node, SENT_BACK)];
}

const isRead = (node: Node, graph: Graph): boolean =>
  [...graph.flows.values()].some(
    ({ condition }) =>
      condition !== null &&
      inspectFeel(condition, ROOTS).paths.some(
        ([root, id, key]) => root === 'tasks' && id === node.id && key === 'outcome',
      ),
  );

function checkShares(graph: Graph): Problem[] {
  const { sum, steps } = sharesInAll(graph);
  // Percents of a third and the like do not add up to the last digit.
  if (sum <= 1.001) return [];
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  const parts = steps.map(n => `“${n.name || n.id}” ${percent(n.share ?? 0)}`).join(' + ');
  return [problem('shares-beyond', { id: graph.id, name: graph.name }, `${parts} = ${percent(sum)}`)];
}
