import { type Graph, type Node, TRIGGERS_OF } from '#engines/processes';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { type Html, scrollTable } from '#ui';

const KINDS: Readonly<Record<Node['kind'], string>> = {
  'event-based': 'EventBasedGateway',
  exclusive: 'ExclusiveGateway',
  parallel: 'ParallelGateway',
  inclusive: 'InclusiveGateway',
  user: 'UserTask',
  manual: 'ManualTask',
  service: 'ServiceTask',
  send: 'SendTask',
  receive: 'ReceiveTask',
  'sub-process': 'SubProcess',
  call: 'CallActivity',
  start: 'StartEvent',
  end: 'EndEvent',
  catch: 'IntermediateCatchEvent',
  throw: 'IntermediateThrowEvent',
  boundary: 'BoundaryEvent',
};

const TRIGGERS: Readonly<Record<Node['trigger'], string>> = {
  none: '',
  timer: '.Timer',
  message: '.Message',
  error: '.Error',
  terminate: '.Terminate',
};

const kindKey = (kind: Node['kind'], trigger: Node['trigger']) =>
  `procedure-design.draw.type.${KINDS[kind]}${TRIGGERS[trigger]}`;

/** The keys of the words for every element that can be read; of one in which something is wrong only its kind is known. */
export const kindKeys = (): string[] =>
  (Object.keys(KINDS) as Array<Node['kind']>).flatMap(kind =>
    ['none' as const, ...(TRIGGERS_OF[kind] ?? [])].map(trigger => kindKey(kind, trigger)),
  );

const kindOf = (t: Translate, { kind, trigger }: Node): string => t(kindKey(kind, trigger));

/** What people call an element: its name, else what it is, of an event on the edge of a step with that step. */
export function called(t: Translate, graph: Graph, node: Node): string {
  if (node.name) return node.name;
  const host = node.attachedTo ? graph.nodes.get(node.attachedTo)?.name : '';
  const kind = kindOf(t, node);
  return host ? t('procedure-design.process.on-step', { kind, step: host }) : kind;
}

/** Who does a step: its lane, else its role; of one inside a called process without either, the step that calls it. */
function whoDoes(t: Translate, graph: Graph, node: Node): string {
  for (let at: Node | undefined = node, seen = 0; at && seen < graph.nodes.size; seen++) {
    if (at.lane && at.lane.id !== at.id && at.lane.name) return at.lane.name;
    if (at.lane?.role) return roleWords(t, at.lane.role);
    const scope: string = at.scope;
    at = [...graph.nodes.values()].find(n => n.body === scope);
  }
  return '';
}

const ROLES: ReadonlySet<string> = new Set(['receiver', 'officer', 'leader', 'registrar']);
const roleWords = (t: Translate, role: string): string =>
  ROLES.has(role) ? t(`procedure-design.draw.role.${role}`) : role;

/** The rows of `stepList`: an element, what it is, who does it, and where it leads. */
export const stepRows = (t: Translate, graph: Graph): string[][] => {
  const leadsTo = (node: Node): string =>
    node.outgoing
      .flatMap(id => graph.flows.get(id) ?? [])
      .map(f => {
        const to = graph.nodes.get(f.to);
        return `${f.name ? `${f.name}: ` : ''}${to ? called(t, graph, to) : f.to}`;
      })
      .join('; ');
  return [...graph.nodes.values()].map(node => [
    called(t, graph, node),
    kindOf(t, node),
    ACTIVE.has(node.kind) ? whoDoes(t, graph, node) : '',
    leadsTo(node),
  ]);
};

/** What somebody does, or has others do inside it. */
const ACTIVE: ReadonlySet<Node['kind']> = new Set<Node['kind']>(['user', 'manual', 'sub-process', 'call']);

/** The steps of a process as a list: what they are, who does them, and where they lead. */
export const stepList = ({ t }: Ctx, graph: Graph): Html =>
  scrollTable({
    caption: t('procedure-design.process.steps'),
    columns: [
      { label: t('procedure-design.process.step') },
      { label: t('procedure-design.process.kind') },
      { label: t('procedure-design.process.lane') },
      { label: t('procedure-design.process.leads-to') },
    ],
    rows: stepRows(t, graph),
  });
