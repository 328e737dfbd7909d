import type { Graph, Node } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { type Html, scrollTable } from '#ui';

const KINDS: Partial<Record<Node['kind'], string>> = {
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

const TRIGGERS: Record<Node['trigger'], string> = {
  none: '',
  timer: '.Timer',
  message: '.Message',
  error: '.Error',
  terminate: '.Terminate',
};

/** The steps of a process as a list: what they are, who does them, and where they lead. */
export function stepList(ctx: Ctx, graph: Graph): Html {
  const { t } = ctx;
  const leadsTo = (node: Node): string =>
    node.outgoing
      .flatMap(id => graph.flows.get(id) ?? [])
      .map(f => `${f.name ? `${f.name}: ` : ''}${graph.nodes.get(f.to)?.name || f.to}`)
      .join('; ');
  return scrollTable({
    caption: t('procedure-design.process.steps'),
    columns: [
      { label: t('procedure-design.process.step') },
      { label: t('procedure-design.process.kind') },
      { label: t('procedure-design.process.lane') },
      { label: t('procedure-design.process.leads-to') },
    ],
    rows: [...graph.nodes.values()].map(node => [
      node.name || node.id,
      t(`procedure-design.draw.type.${KINDS[node.kind]}${TRIGGERS[node.trigger]}`),
      node.lane?.name ?? '',
      leadsTo(node),
    ]),
  });
}
