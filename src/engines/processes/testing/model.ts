// Small BPMN models for tests, written as text. Not part of the running program.

/** One element: `user review outcomes=approve,reject`, one flow: `review > ok: form.x > 3`, default flow: `review > no *`. */
export type Model = {
  /** Elements of the process, a line each; inside a sub-process after its id and a slash: `user box/inner`. */
  nodes: string[];
  flows: string[];
  /** Role → ids; without it every task lies in one lane of the role `officer`. */
  lanes?: Record<string, string[]>;
  /** Other processes in the same file. */
  called?: Record<string, Omit<Model, 'called'>>;
  id?: string;
};

const TAGS: Record<string, string> = {
  start: 'startEvent',
  end: 'endEvent',
  catch: 'intermediateCatchEvent',
  throw: 'intermediateThrowEvent',
  boundary: 'boundaryEvent',
  task: 'task',
  user: 'userTask',
  manual: 'manualTask',
  service: 'serviceTask',
  script: 'scriptTask',
  send: 'sendTask',
  receive: 'receiveTask',
  exclusive: 'exclusiveGateway',
  parallel: 'parallelGateway',
  inclusive: 'inclusiveGateway',
  'event-based': 'eventBasedGateway',
  sub: 'subProcess',
  call: 'callActivity',
};

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

type Words = { kind: string; id: string; scope: string; attributes: Record<string, string> };

function words(line: string): Words {
  const [kind = '', path = '', ...rest] = line.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const [scope, id] = path.includes('/') ? path.split('/') : ['', path];
  const attributes = Object.fromEntries(
    rest.map(r => [r.split('=')[0] ?? '', r.slice(r.indexOf('=') + 1).replaceAll('"', '')]),
  );
  return { kind, id: id ?? '', scope: scope ?? '', attributes };
}

function definition({
  timer,
  cycle,
  date,
  message,
  error,
  terminate,
  limit,
}: Record<string, string>): string {
  const body = (tag: string, text: string) =>
    `<timerEventDefinition><${tag}>${escapeXml(text)}</${tag}></timerEventDefinition>`;
  if (timer) return body('timeDuration', timer);
  if (cycle) return body('timeCycle', cycle);
  if (date) return body('timeDate', date);
  if (message) return `<messageEventDefinition messageRef="m-${message}"/>`;
  if (limit) return `<timerEventDefinition fs:limit="${limit}"/>`;
  if (error) return `<errorEventDefinition${error === '*' ? '' : ` errorRef="e-${error}"`}/>`;
  return terminate ? '<terminateEventDefinition/>' : '';
}

const OWN = [
  'role',
  'area',
  'outcomes',
  'facts',
  'when',
  'share',
  'escalate',
  'act',
  'form',
  'service',
  'params',
  'to',
  'reply',
  'clock',
  'result',
];

function node(w: Words, inner: string, defaults: Map<string, string>): string {
  const tag = TAGS[w.kind] ?? w.kind;
  const a = w.attributes;
  const own = OWN.flatMap(name => (a[name] ? [`fs:${name}="${escapeXml(a[name])}"`] : []));
  // Of a timer the limit stands on its definition.
  if (a.limit && (w.kind === 'send' || w.kind === 'throw')) own.push(`fs:limit="${a.limit}"`);
  const plain = [
    `id="${w.id}"`,
    `name="${a.name ?? w.id}"`,
    ...(a.on ? [`attachedToRef="${a.on}"`] : []),
    ...(a.beside ? ['cancelActivity="false"'] : []),
    ...(a.calls ? [`calledElement="${a.calls}"`] : []),
    ...(defaults.has(w.id) ? [`default="${defaults.get(w.id)}"`] : []),
    ...((w.kind === 'send' || w.kind === 'receive') && a.message ? [`messageRef="m-${a.message}"`] : []),
  ];
  const isTask = w.kind === 'send' || w.kind === 'receive';
  return `<${tag} ${[...plain, ...own].join(' ')}>${isTask ? '' : definition(a)}${inner}</${tag}>`;
}

function flow(line: string): { from: string; id: string; isDefault: boolean; xml: string } {
  const [, from = '', to = '', star, condition] =
    /^(\S+)\s*>\s*([^\s:*]+)\s*(\*)?\s*(?::\s*(.+))?$/.exec(line) ?? [];
  const id = `f-${from}-${to}`;
  const body = condition ? `<conditionExpression>${escapeXml(condition)}</conditionExpression>` : '';
  return {
    from,
    id,
    isDefault: star === '*',
    xml: `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${body}</sequenceFlow>`,
  };
}

function process(id: string, model: Omit<Model, 'called'>): string {
  const all = model.nodes.map(words);
  const flows = model.flows.map(flow);
  const defaults = new Map(flows.filter(f => f.isDefault).map(f => [f.from, f.id]));
  const scopeOf = new Map(all.map(w => [w.id, w.scope]));
  const content = (scope: string): string =>
    [
      ...all
        .filter(w => w.scope === scope)
        .map(w => node(w, w.kind === 'sub' ? content(w.id) : '', defaults)),
      ...flows.filter(f => (scopeOf.get(f.from) ?? '') === scope).map(f => f.xml),
    ].join('');
  const top = all.filter(w => !w.scope).map(w => w.id);
  const lanes = Object.entries(model.lanes ?? { officer: top }).map(
    ([role, ids]) =>
      `<lane id="lane-${id}-${role}" name="${role}" fs:role="${role}">${ids.map(i => `<flowNodeRef>${i}</flowNodeRef>`).join('')}</lane>`,
  );
  return `<process id="${id}" name="${id}" isExecutable="true"><laneSet id="lanes-${id}">${lanes.join('')}</laneSet>${content('')}</process>`;
}

const collect = (model: Model, name: string): string[] => {
  const lines = [...model.nodes, ...Object.values(model.called ?? {}).flatMap(c => c.nodes)];
  return [...new Set(lines.flatMap(l => words(l).attributes[name] ?? []))].filter(v => v !== '*');
};

/** The BPMN 2.0 file of a model. */
export function bpmn(model: Model): string {
  const id = model.id ?? 'main';
  const called = Object.entries(model.called ?? {}).map(([name, m]) => process(name, m));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="file" targetNamespace="https://fansipan.vn/test">',
    ...collect(model, 'message').map(m => `<message id="m-${m}" name="${m}"/>`),
    ...collect(model, 'error').map(e => `<error id="e-${e}" errorCode="${e}"/>`),
    process(id, model),
    ...called,
    '</definitions>',
  ].join('\n');
}
