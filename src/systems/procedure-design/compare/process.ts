import {
  type Graph,
  type Lane,
  type Node,
  outcomeText,
  type Span,
  type TaskFact,
  type TimerDefinition,
} from '#engines/processes';
import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { capital } from '#ui';
import { type Described, type Fact, known } from './described.ts';
import { type Called, detailWords, nobody } from './details.ts';
import { feelWords, pathWords } from './feel-words.ts';

// Those that have words; a file may name others.
const ACTS = ['receive', 'process', 'sign', 'return'];

const ROLES = ['receiver', 'officer', 'leader', 'registrar'];
const AGENCIES = ['land-office', 'tax', 'police', 'social-insurance', 'applicant', 'committee'];

/** How ids of the form are called, and the words of its answers. */
export type FormNames = { called: Called; option?(field: string, value: string): string | undefined };

/** A process in words: who works in it, its elements, and the ways between them. Where things are drawn is not told. */
export function describeProcess(
  t: Translate,
  graph: Graph,
  form: FormNames = { called: nobody },
): Described[] {
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const named = (id: string): string =>
    graph.nodes.get(id)?.name || t(`procedure-design.compare.kind.${graph.nodes.get(id)?.kind ?? 'user'}`);
  const fact = (key: string, text: string | null): Fact => ({ key, label: word(key), text: text ?? '' });
  const oneOf = (list: readonly string[], group: string, value: string | null): string =>
    value && list.includes(value) ? t(`procedure-design.draw.${group}.${value}`) : (value ?? '');
  const called: Called = id => {
    const node = graph.nodes.get(id);
    return node ? named(id) : form.called(id);
  };
  const feel = (text: string | null): string =>
    text === null
      ? ''
      : feelWords(t, text, {
          called,
          ...(form.option ? { option: form.option } : {}),
          outcome: (step, outcome) => outcomeSaid(t, graph, step, outcome),
          fact: (step, id) => graph.nodes.get(step)?.facts.find(f => f.id === id)?.label,
        });
  const when = (key: string, name: string, condition: string) =>
    t(`procedure-design.compare.condition.${key}`, { name, when: feel(condition) });
  const conditionsText = (node: Node): string =>
    [
      ...Object.entries(node.openWhen).map(([o, c]) => when('outcome', outcomeSaid(t, graph, node.id, o), c)),
      ...node.facts.flatMap(f => (f.must ? [when('fact', f.label, f.must)] : [])),
    ].join('\n');
  const laneSaid = (lane: Lane) => [
    fact('role', oneOf(ROLES, 'role', lane.role)),
    fact('level', lane.level && t(`procedure-design.level.${lane.level}`)),
    fact('agency', oneOf(AGENCIES, 'agency', lane.agencyKind)),
    fact('area', feel(lane.area)),
  ];
  // A task that says itself who does it stands in no lane that is drawn.
  const laneFacts = (lane: Node['lane']): Fact[] => {
    if (!lane) return [];
    return graph.lanes.some(l => l.id === lane.id)
      ? [fact('in-lane', lane.name || oneOf(ROLES, 'role', lane.role))]
      : laneSaid(lane);
  };
  const yes = (on: boolean) => t(on ? 'procedure-design.yes' : 'procedure-design.no');
  return [
    {
      key: 'process',
      title: t('procedure-design.tab.process'),
      only: true,
      facts: known([
        fact('process-name', graph.name),
        fact('escalate', spanText(t, graph.handling.escalate)),
        fact('consult', spanText(t, graph.handling.consult)),
        graph.handling.consultStopsClock && fact('consult-stops-clock', yes(true)),
      ]),
    },
    ...graph.lanes.map(
      (lane): Described => ({
        key: `lane.${lane.id}`,
        id: lane.id,
        title: t('procedure-design.compare.lane', { name: lane.name || oneOf(ROLES, 'role', lane.role) }),
        facts: known([fact('lane-name', lane.name), ...laneSaid(lane)]),
      }),
    ),
    ...[...graph.nodes.values()].map(
      (node): Described => ({
        key: `node.${node.id}`,
        id: node.id,
        title: t('procedure-design.compare.element', { name: named(node.id) }),
        facts: known([
          fact('element-name', node.name),
          fact('kind', t(`procedure-design.compare.kind.${node.kind}`)),
          fact(
            'trigger',
            node.trigger === 'none' ? '' : t(`procedure-design.compare.trigger.${node.trigger}`),
          ),
          ...laneFacts(node.lane),
          fact('attached-to', node.attachedTo && named(node.attachedTo)),
          node.kind === 'boundary' && fact('interrupting', yes(node.interrupting)),
          fact('act', oneOf(ACTS, 'act', node.act)),
          fact('outcomes', node.outcomes.map(o => outcomeSaid(t, graph, node.id, o)).join(', ')),
          fact('facts', node.facts.map(f => factText(t, graph, node.id, f)).join('\n')),
          fact('conditions', conditionsText(node)),
          fact('share', node.share === null ? '' : `${Math.round(node.share * 100)}%`),
          fact('escalate', spanText(t, node.escalate)),
          fact('timer', node.timer && timerText(t, node.timer, feel)),
          fact('message', node.message),
          fact('recipient', oneOf(AGENCIES, 'agency', node.recipient)),
          fact('area', feel(node.area)),
          fact('says', node.says && saysText(t, node.says, called, feel)),
          fact('reply', node.reply),
          fact('answer-limit', spanText(t, node.limit)),
          node.stopsClock && fact('stops-clock', yes(true)),
          fact('error-code', node.error),
          fact('called', node.kind === 'call' ? node.body : null),
          fact('produces', node.produces && (called(node.produces) ?? node.produces)),
          fact('step-form', node.form),
          fact('service', node.service),
          fact('params', feel(node.params)),
          fact('ends-with', node.result),
        ]),
      }),
    ),
    ...[...graph.flows.values()].map(
      (flow): Described => ({
        key: `flow.${flow.id}`,
        id: null,
        title: t('procedure-design.compare.flow', { from: named(flow.from), to: named(flow.to) }),
        facts: known([
          fact('from', named(flow.from)),
          fact('to', named(flow.to)),
          fact('flow-name', flow.name),
          fact('condition', capital(feel(flow.condition))),
          graph.nodes.get(flow.from)?.defaultFlow === flow.id && fact('default', yes(true)),
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

/** What is asked beside the outcome: its words, its kind, within what bounds, and when. */
function factText(t: Translate, graph: Graph, step: string, f: TaskFact): string {
  const bound = (value: TaskFact['least']): string =>
    value === 'received'
      ? t('procedure-design.compare.received')
      : typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? formatDate(new Date(`${value}T00:00:00+07:00`))
        : detailWords(t, nobody, value);
  const parts = [
    t(`procedure-design.draw.fact.kind.${f.kind}`),
    ...(f.optional ? [t('procedure-design.draw.fact.optional')] : []),
    ...(f.least === undefined && f.most === undefined
      ? []
      : [t('procedure-design.compare.bounds', { from: bound(f.least), to: bound(f.most) })]),
    ...(f.of === undefined ? [] : [t('procedure-design.compare.of-whom', { who: f.of })]),
    ...(f.when?.length
      ? [
          t('procedure-design.compare.only-with', {
            outcomes: f.when.map(o => outcomeSaid(t, graph, step, o)).join(', '),
          }),
        ]
      : []),
  ];
  return t('procedure-design.compare.detail', { name: f.label, value: parts.join('; ') });
}

const spanText = (t: Translate, span: Span | null): string =>
  span ? `${detailWords(t, nobody, span.n)} ${t(`procedure-design.draw.unit.${span.unit}`)}` : '';

const ISO = /^P(?:(\d{1,4})W)?(?:(\d{1,4})M)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?$/;

/** `P3DT4H` in words; as it is written where it says something else. */
function durationText(t: Translate, iso: string): string {
  const parts = (ISO.exec(iso) ?? [])
    .slice(1)
    .map(
      (n, i) =>
        n &&
        t(`procedure-design.compare.duration.${['weeks', 'months', 'days', 'hours', 'minutes'][i]}`, { n }),
    )
    .filter(Boolean);
  return parts.length ? parts.join(' ') : iso;
}

function timerText(t: Translate, timer: TimerDefinition, feel: (text: string) => string): string {
  const own = (text: string, words: (text: string) => string) =>
    text.startsWith('=') ? feel(text.slice(1)) : words(text);
  if (timer.kind === 'date')
    return own(timer.at, at =>
      /^\d{4}-\d{2}-\d{2}$/.test(at) ? formatDate(new Date(`${at}T00:00:00+07:00`)) : at,
    );
  if (timer.kind === 'duration') return own(timer.iso, iso => durationText(t, iso));
  if (timer.kind === 'limit') return spanText(t, timer.limit);
  const every = typeof timer.every === 'string' ? durationText(t, timer.every) : spanText(t, timer.every);
  return timer.times === null
    ? t('procedure-design.compare.cycle-endless', { every })
    : t('procedure-design.compare.cycle', { times: timer.times, every });
}

/** A message with its fields called by their names. */
const saysText = (t: Translate, text: string, called: Called, feel: (text: string) => string): string =>
  text.replaceAll(/\{\{([^{}]{0,200})\}\}/g, (_, path: string) => {
    const [field = ''] = path.trim().split('|');
    return field.startsWith('tasks.') ? feel(field) : pathWords(t, called, field);
  });
