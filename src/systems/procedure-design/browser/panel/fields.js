import { definitionOf, kindsOf } from './events.js';
import { awaits, errorChanges, sends } from './messages.js';
import { awaitedMessage, nameOfMessage, ofMessage, ofTimer } from './of-event.js';
import { ofService, ofTask, who } from './of-step.js';
import { ofCall, ofFlow, ofGateway } from './of-way.js';
import { blank, ours, stops } from './ours.js';

/**
 * What the panel shows for an element, as data: the panel draws it, and hands back the changes that `set` gives for a new value.
 *
 * @typedef {{ of: object, set: Record<string, unknown> } | { id: string } | { kind: string } | { lane: string } | { name: string }} Change
 * @typedef {{ value: string, label: string }} Option
 * @typedef {object} Field
 * @property {string} key unique within the element
 * @property {string} label
 * @property {'text' | 'area' | 'select' | 'check' | 'span' | 'outcomes' | 'feel' | 'id' | 'facts'} type
 * @property {any} value
 * @property {string} [hint]
 * @property {Option[]} [options] of a select; of a text: what is proposed
 * @property {'condition' | 'says'} [inserts] the list beside it, from which something is put in
 * @property {string} [rows] of a text of several lines
 * @property {boolean} [more] seldom needed
 * @property {(value: any) => Change[]} set
 *
 * @typedef {object} Around what is known beside the element
 * @property {(key: string, params?: Record<string, string>) => string} t
 * @property {object} definitions
 * @property {(type: string, properties: object) => object} create
 * @property {Option[]} lanes in which a step may stand; empty where none are drawn
 * @property {string} lane the one it stands in
 * @property {Array<{ name: string, of: any }>} sent the messages that steps of the drawing send
 * @property {string[]} levels of which there are units now
 * @property {string[]} processes other processes of the file
 * @property {(id: string) => boolean} isInForce whether running dossiers know an element by this id
 */

const PEOPLE = new Set(['bpmn:Task', 'bpmn:UserTask', 'bpmn:ManualTask']);

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
  if (type === 'Participant')
    return bo.get('processRef') ? ofProcess(around, bo.get('processRef')).slice(1) : [];
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
  if (awaits(bo)) return [awaitedMessage(around, bo)];
  if (definition?.$type === 'bpmn:MessageEventDefinition') return [nameOfMessage(around, bo)];
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
            // A pool is called as its process is.
            set: value => [
              { name: value.trim() },
              ...(bo.get('processRef')
                ? [{ of: bo.get('processRef'), set: { name: blank(value.trim()) } }]
                : []),
            ],
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
