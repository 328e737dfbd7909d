import { type Graph, type Node, outcomeText } from '#engines/processes';
import type { Translate } from '#platform/i18n';
import { type Described, type Fact, known, restOf } from './described.ts';

// What has words of its own, or follows from the rest of the drawing.
const SAID = [
  'id',
  'name',
  'kind',
  'trigger',
  'scope',
  'incoming',
  'outgoing',
  'lane',
  'outcomes',
  'outcomeWords',
  'share',
  'act',
  'timer',
  'message',
  'recipient',
  'interrupting',
  'attachedTo',
  'defaultFlow',
];

// Those that have words; a file may name others.
const ACTS = ['receive', 'process', 'sign', 'return'];

/** A process in words: who works in it, its elements, and the ways between them. Where things are drawn is not told. */
export function describeProcess(t: Translate, graph: Graph): Described[] {
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const named = (id: string): string => graph.nodes.get(id)?.name || id;
  const fact = (key: string, text: string | null): Fact => ({ key, label: word(key), text: text ?? '' });
  // A task that says itself who does it stands in no lane that is drawn.
  const laneFacts = (lane: Node['lane']): Array<Fact | null> => {
    if (!lane) return [];
    if (graph.lanes.some(l => l.id === lane.id)) return [fact('in-lane', lane.name || lane.id)];
    return [
      fact('role', lane.role),
      fact('level', lane.level && t(`procedure-design.level.${lane.level}`)),
      restOf(word('rest'), lane, ['id', 'name', 'role', 'level']),
    ];
  };
  return [
    {
      key: 'process',
      title: t('procedure-design.tab.process'),
      only: true,
      facts: known([fact('process-name', graph.name), restOf(word('handling'), graph.handling ?? {}, [])]),
    },
    ...graph.lanes.map(
      (lane): Described => ({
        key: `lane.${lane.id}`,
        title: t('procedure-design.compare.lane', { name: lane.name || lane.id }),
        facts: known([
          fact('lane-name', lane.name),
          fact('role', lane.role),
          fact('level', lane.level && t(`procedure-design.level.${lane.level}`)),
          restOf(word('rest'), lane, ['id', 'name', 'role', 'level']),
        ]),
      }),
    ),
    ...[...graph.nodes.values()].map((node): Described => {
      const { name, id } = node;
      return {
        key: `node.${id}`,
        title: t('procedure-design.compare.element', { name: name || id }),
        facts: known([
          fact('element-name', name),
          fact('kind', t(`procedure-design.compare.kind.${node.kind}`)),
          fact(
            'trigger',
            node.trigger === 'none' ? '' : t(`procedure-design.compare.trigger.${node.trigger}`),
          ),
          ...laneFacts(node.lane),
          fact('attached-to', node.attachedTo && named(node.attachedTo)),
          node.kind === 'boundary' &&
            fact('interrupting', t(node.interrupting ? 'procedure-design.yes' : 'procedure-design.no')),
          fact(
            'act',
            node.act && (ACTS.includes(node.act) ? t(`procedure-design.draw.act.${node.act}`) : node.act),
          ),
          fact('outcomes', node.outcomes.map(o => outcomeSaid(t, graph, id, o)).join(', ')),
          fact('share', node.share === null ? '' : `${Math.round(node.share * 100)}%`),
          fact('timer', node.timer && timerText(node.timer)),
          fact('message', node.message),
          fact('recipient', node.recipient),
          restOf(word('rest'), shown(node), SAID),
        ]),
      };
    }),
    ...[...graph.flows.values()].map(
      (flow): Described => ({
        key: `flow.${flow.id}`,
        title: t('procedure-design.compare.flow', { from: named(flow.from), to: named(flow.to) }),
        facts: known([
          fact('from', named(flow.from)),
          fact('to', named(flow.to)),
          fact('flow-name', flow.name),
          fact('condition', flow.condition && conditionSaid(t, graph, flow.condition)),
          graph.nodes.get(flow.from)?.defaultFlow === flow.id && fact('default', t('procedure-design.yes')),
        ]),
      }),
    ),
  ];
}

/** An outcome in the words of its step, with its code, by which conditions know it. */
const outcomeSaid = ({ lang }: Translate, graph: Graph, id: string, outcome: string): string => {
  const words = outcomeText(lang, graph, id, outcome, 'outcome');
  return words !== outcome ? `${words} (${outcome})` : outcome;
};

const OUTCOME = /^\s*tasks\.([A-Za-z_][\w-]*)\.outcome\s*=\s*"([^"]*)"\s*$/;

/** A condition that asks how a step was done, in words; any other as it is written. */
function conditionSaid(t: Translate, graph: Graph, condition: string): string {
  const [, id = '', outcome = ''] = OUTCOME.exec(condition) ?? [];
  const node = graph.nodes.get(id);
  if (!node) return condition;
  return t('procedure-design.compare.outcome-is', {
    step: node.name || id,
    outcome: outcomeSaid(t, graph, id, outcome),
  });
}

// Of an element only what is said: no empty lists, no switches that are off.
const shown = (node: Node): object =>
  Object.fromEntries(
    Object.entries(node).filter(([, v]) => v !== false && v !== '' && !(Array.isArray(v) && !v.length)),
  );

function timerText(timer: NonNullable<Node['timer']>): string {
  if (timer.kind === 'date') return timer.at;
  if (timer.kind === 'duration') return timer.iso;
  if (timer.kind === 'limit') return `${timer.limit.n} ${timer.limit.unit}`;
  const { every } = timer;
  return `${timer.times ?? '∞'} × ${typeof every === 'string' ? every : `${every.n} ${every.unit}`}`;
}
