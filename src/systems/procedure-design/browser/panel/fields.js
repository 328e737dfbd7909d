import { definitionOf, kindsOf } from './events.js';
import { awaits, errorChanges, messageChanges, messageName, messagesOf, sends } from './messages.js';
import { TIMER_KINDS, timerChanges, timerIn } from './timer.js';

/**
 * What the panel shows for an element, as data: the panel draws it, and hands back the changes that `set` gives for a new value.
 *
 * @typedef {{ of: object, set: Record<string, unknown> } | { id: string } | { kind: string } | { lane: string } | { name: string }} Change
 * @typedef {{ value: string, label: string }} Option
 * @typedef {object} Field
 * @property {string} key unique within the element
 * @property {string} label
 * @property {'text' | 'area' | 'select' | 'check' | 'span' | 'outcomes' | 'feel' | 'id'} type
 * @property {any} value
 * @property {string} [hint]
 * @property {Option[]} [options] of a select; of a text: what is proposed
 * @property {boolean} [more] seldom needed
 * @property {(value: any) => Change[]} set
 *
 * @typedef {object} Around what is known beside the element
 * @property {(key: string, params?: Record<string, string>) => string} t
 * @property {object} definitions
 * @property {(type: string, properties: object) => object} create
 * @property {Option[]} lanes in which a step may stand; empty where none are drawn
 * @property {string} lane the one it stands in
 * @property {string[]} processes other processes of the file
 * @property {(id: string) => boolean} isInForce whether running dossiers know an element by this id
 */

const PEOPLE = new Set(['bpmn:Task', 'bpmn:UserTask', 'bpmn:ManualTask']);
const ROLES = ['receiver', 'officer', 'leader', 'registrar'];
const LEVELS = ['commune', 'district', 'province'];
const ACTS = ['receive', 'process', 'sign', 'return'];
const AGENCIES = ['land-office', 'tax', 'police', 'social-insurance'];

const blank = value => (value === '' ? undefined : value);

/** Fields that hold one attribute of ours as it is typed. */
function ours({ t }, bo) {
  const field = (type, name, more = {}) => ({
    key: name,
    label: t(`field.${name}`),
    type,
    value: bo.get(`fs:${name}`) ?? '',
    set: value => [
      { of: bo, set: { [`fs:${name}`]: blank(typeof value === 'string' ? value.trim() : value) } },
    ],
    ...more,
  });
  const hint = name => ({ hint: t(`field.${name}.hint`) });
  const choose = (name, values, none) =>
    field('select', name, {
      options: [
        { value: '', label: t(none) },
        // What somebody has written by hand is not lost by being looked at.
        ...[...new Set([...values, ...(bo.get(`fs:${name}`) ? [bo.get(`fs:${name}`)] : [])])].map(value => ({
          value,
          label: values.includes(value) ? t(`${name}.${value}`) : value,
        })),
      ],
    });
  return { field, hint, choose };
}

/** Who does it: of a lane, or of a step where no lanes are drawn. */
function who(around, bo) {
  const { t } = around;
  const { field, hint, choose } = ours(around, bo);
  return [
    choose('role', ROLES, 'role.none'),
    choose('level', LEVELS, 'level.none'),
    field('text', 'agency', {
      ...hint('agency'),
      options: AGENCIES.map(value => ({ value, label: t(`agency.${value}`) })),
    }),
    field('feel', 'area', { ...hint('area'), more: true }),
  ];
}

function ofTask(around, bo) {
  const { t, lanes, lane } = around;
  const { field, hint, choose } = ours(around, bo);
  const where = lanes.length
    ? [
        {
          key: 'lane',
          label: t('field.lane'),
          type: 'select',
          value: lane,
          options: lane ? lanes : [{ value: '', label: t('lane.none') }, ...lanes],
          set: value => (value ? [{ lane: value }] : []),
        },
      ]
    : who(around, bo);
  return [
    ...where,
    choose('act', ACTS, 'act.none'),
    field('outcomes', 'outcomes', hint('outcomes')),
    field('text', 'share', hint('share')),
    ...(bo.get('fs:act') === 'sign' || bo.get('fs:produces')
      ? [field('text', 'produces', hint('produces'))]
      : []),
    field('span', 'escalate', { ...hint('escalate'), more: true }),
    field('text', 'form', { ...hint('form'), more: true }),
  ];
}

function ofService(around, bo) {
  const { field, hint } = ours(around, bo);
  return [
    field('text', 'service', hint('service')),
    field('feel', 'params', { ...hint('params'), more: true }),
  ];
}

const nameOfMessage = ({ t, definitions, create }, bo) => ({
  key: 'message',
  label: t('field.message'),
  hint: t(sends(bo) ? 'field.message.sent.hint' : 'field.message.awaited.hint'),
  type: 'text',
  value: messageName(bo),
  options: messagesOf(definitions).map(m => ({ value: m.get('name') ?? m.get('id'), label: '' })),
  set: value => messageChanges(bo, value, definitions, create),
});

/** A message that goes out, which is a question where its answer is awaited. */
function ofMessage(around, bo) {
  const { t } = around;
  const { field, hint } = ours(around, bo);
  return [
    nameOfMessage(around, bo),
    field('text', 'to', {
      ...hint('to'),
      options: ['applicant', 'committee', ...AGENCIES].map(value => ({ value, label: t(`agency.${value}`) })),
    }),
    field('outcomes', 'outcomes', { label: t('field.answers'), hint: t('field.answers.hint') }),
    field('span', 'limit', hint('limit')),
    stops(around, bo),
    field('text', 'reply', { ...hint('reply'), more: true }),
    field('feel', 'area', { ...hint('area'), more: true }),
    field('feel', 'params', { ...hint('params'), more: true }),
  ];
}

const stops = ({ t }, bo) => ({
  key: 'clock',
  label: t('field.clock'),
  type: 'check',
  value: bo.get('fs:clock') === 'stop',
  set: value => [{ of: bo, set: { 'fs:clock': value ? 'stop' : undefined } }],
});

function ofTimer({ t, create }, bo, definition) {
  const { kind, text } = timerIn(bo, definition);
  const written = value => timerChanges(bo, definition, { kind, text: value }, create);
  return [
    {
      key: 'timer-kind',
      label: t('field.timer-kind'),
      type: 'select',
      value: kind,
      options: TIMER_KINDS.map(value => ({ value, label: t(`timer.${value}`) })),
      set: value => timerChanges(bo, definition, { kind: value, text: '' }, create),
    },
    {
      key: `timer-${kind}`,
      label: t(`timer.${kind}.label`),
      type: kind === 'limit' ? 'span' : 'text',
      value: text,
      hint: t(`timer.${kind}.hint`),
      set: value => written(value ?? ''),
    },
  ];
}

function ofGateway({ t }, bo) {
  const flows = bo.get('outgoing') ?? [];
  const chooses = /(Exclusive|Inclusive)Gateway$/.test(bo.$type);
  if (!chooses || !flows.length) return [];
  return [
    {
      key: 'default',
      label: t('field.default'),
      hint: t('field.default.hint'),
      type: 'select',
      value: bo.get('default')?.get('id') ?? '',
      options: [
        { value: '', label: t('default.none') },
        ...flows.map(f => ({
          value: f.get('id'),
          label:
            f.get('name') ||
            t('default.to', { step: f.get('targetRef')?.get('name') || f.get('targetRef')?.get('id') || '' }),
        })),
      ],
      set: value => {
        const flow = flows.find(f => f.get('id') === value);
        // The default way is taken when no condition holds: it has none itself.
        const without = flow?.get('conditionExpression')
          ? [{ of: flow, set: { conditionExpression: undefined } }]
          : [];
        return [{ of: bo, set: { default: flow } }, ...without];
      },
    },
  ];
}

function ofFlow({ t, create }, bo) {
  const from = bo.get('sourceRef');
  const isDefault = from?.get('default') === bo;
  const chooses = /(Exclusive|Inclusive)Gateway$/.test(from?.$type ?? '');
  const condition = {
    key: 'condition',
    label: t('field.condition'),
    hint: t('field.condition.hint'),
    type: 'feel',
    value: bo.get('conditionExpression')?.get('body') ?? '',
    set: value => {
      const typed = value.trim();
      const expression = typed ? create('bpmn:FormalExpression', { body: typed }) : undefined;
      if (expression) expression.$parent = bo;
      return [{ of: bo, set: { conditionExpression: expression } }];
    },
  };
  const otherwise = {
    key: 'is-default',
    label: t('field.is-default'),
    type: 'check',
    value: isDefault,
    set: value => [
      { of: from, set: { default: value ? bo : undefined } },
      ...(value ? [{ of: bo, set: { conditionExpression: undefined } }] : []),
    ],
  };
  return chooses
    ? [otherwise, ...(isDefault ? [] : [condition])]
    : bo.get('conditionExpression')
      ? [condition]
      : [];
}

function ofCall({ t, processes }, bo) {
  return [
    {
      key: 'called',
      label: t('field.called'),
      hint: t('field.called.hint'),
      type: 'text',
      value: bo.get('calledElement') ?? '',
      options: processes.map(value => ({ value, label: '' })),
      set: value => [{ of: bo, set: { calledElement: blank(value.trim()) } }],
    },
  ];
}

/** How a process wants its dossiers handled, beside its steps. */
function ofProcess(around, bo) {
  const { field, hint } = ours(around, bo);
  return [
    {
      key: 'process-name',
      label: around.t('field.process-name'),
      type: 'text',
      value: bo.get('name') ?? '',
      set: value => [{ of: bo, set: { name: blank(value.trim()) } }],
    },
    field('span', 'escalate', { key: 'process-escalate', ...hint('escalate') }),
    field('span', 'consult', hint('consult')),
    stops(around, bo),
  ];
}

function special(around, bo) {
  const definition = definitionOf(bo);
  const type = bo.$type.replace('bpmn:', '');
  if (PEOPLE.has(bo.$type)) return ofTask(around, bo);
  if (type === 'Lane') return who(around, bo);
  if (type === 'ServiceTask') return ofService(around, bo);
  if (type === 'SequenceFlow') return ofFlow(around, bo);
  if (type === 'CallActivity') return ofCall(around, bo);
  if (type === 'Process') return ofProcess(around, bo);
  if (type === 'Participant') return bo.get('processRef') ? ofProcess(around, bo.get('processRef')) : [];
  if (/Gateway$/.test(type)) return ofGateway(around, bo);
  if (definition?.$type === 'bpmn:TimerEventDefinition') return ofTimer(around, bo, definition);
  if (definition?.$type === 'bpmn:ErrorEventDefinition')
    return [
      {
        key: 'error',
        label: around.t('field.error'),
        hint: around.t('field.error.hint'),
        type: 'text',
        value: definition.get('errorRef')?.get('errorCode') ?? '',
        set: value => errorChanges(bo, value, around.definitions, around.create),
      },
    ];
  if (sends(bo)) return ofMessage(around, bo);
  if (awaits(bo) || definition?.$type === 'bpmn:MessageEventDefinition') return [nameOfMessage(around, bo)];
  return [];
}

/**
 * All that the panel shows for an element: how it is called, its kind, what its kind has of its own, and its id.
 * @param {any} bo the element in the file
 * @param {Around} around
 * @returns {Field[]}
 */
export function fieldsOf(bo, around) {
  const { t } = around;
  const kinds = kindsOf(bo);
  const { field, hint } = ours(around, bo);
  const ends =
    bo.$type === 'bpmn:EndEvent' ? [field('text', 'result', { ...hint('result'), more: true })] : [];
  const named =
    bo.$type === 'bpmn:Process'
      ? []
      : [
          {
            key: 'name',
            label: t('field.name'),
            type: /Task$|Activity$|SubProcess$/.test(bo.$type) ? 'area' : 'text',
            value: bo.get('name') ?? '',
            set: value => [{ name: value.trim() }],
          },
        ];
  const kind = kinds
    ? [
        {
          key: 'kind',
          label: t('field.kind'),
          type: 'select',
          value: kinds.kind,
          options: [
            ...(kinds.kind ? [] : [{ value: '', label: t('kind.unsupported') }]),
            ...kinds.kinds.map(value => ({ value, label: t(`kind.${value}`) })),
          ],
          set: value => (value ? [{ kind: value }] : []),
        },
      ]
    : [];
  const id = bo.get('id');
  return [
    ...named,
    ...kind,
    ...special(around, bo),
    ...ends,
    {
      key: 'id',
      label: t('field.id'),
      type: 'id',
      value: id,
      hint: t(around.isInForce(id) ? 'field.id.in-force' : 'field.id.hint'),
      more: true,
      set: value => [{ id: value.trim() }],
    },
  ];
}
