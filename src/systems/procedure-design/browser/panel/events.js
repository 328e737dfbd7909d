/** Kinds of each family of elements that the program can run, and between which one may change. */

const event = (type, definition, more = {}) => ({
  type,
  ...(definition ? { eventDefinitionType: `bpmn:${definition}EventDefinition` } : {}),
  ...more,
});

/** @type {Record<string, Record<string, { type: string, eventDefinitionType?: string, cancelActivity?: boolean, isExpanded?: boolean }>>} */
const FAMILIES = {
  task: {
    user: { type: 'bpmn:UserTask' },
    manual: { type: 'bpmn:ManualTask' },
    service: { type: 'bpmn:ServiceTask' },
    send: { type: 'bpmn:SendTask' },
    receive: { type: 'bpmn:ReceiveTask' },
    call: { type: 'bpmn:CallActivity' },
  },
  gateway: {
    exclusive: { type: 'bpmn:ExclusiveGateway' },
    parallel: { type: 'bpmn:ParallelGateway' },
    inclusive: { type: 'bpmn:InclusiveGateway' },
    'event-based': { type: 'bpmn:EventBasedGateway' },
  },
  start: {
    'start-none': event('bpmn:StartEvent'),
    'start-message': event('bpmn:StartEvent', 'Message'),
  },
  end: {
    'end-none': event('bpmn:EndEvent'),
    'end-message': event('bpmn:EndEvent', 'Message'),
    'end-error': event('bpmn:EndEvent', 'Error'),
    'end-terminate': event('bpmn:EndEvent', 'Terminate'),
  },
  between: {
    'catch-timer': event('bpmn:IntermediateCatchEvent', 'Timer'),
    'catch-message': event('bpmn:IntermediateCatchEvent', 'Message'),
    'throw-message': event('bpmn:IntermediateThrowEvent', 'Message'),
    'throw-none': event('bpmn:IntermediateThrowEvent'),
  },
  boundary: {
    'boundary-timer': event('bpmn:BoundaryEvent', 'Timer', { cancelActivity: true }),
    'boundary-timer-beside': event('bpmn:BoundaryEvent', 'Timer', { cancelActivity: false }),
    'boundary-message': event('bpmn:BoundaryEvent', 'Message', { cancelActivity: true }),
    'boundary-message-beside': event('bpmn:BoundaryEvent', 'Message', { cancelActivity: false }),
    'boundary-error': event('bpmn:BoundaryEvent', 'Error', { cancelActivity: true }),
  },
};

/** The definition of an event, if it has one. */
export const definitionOf = bo => bo.get('eventDefinitions')?.[0];

const is = (bo, kind) =>
  bo.$type === kind.type &&
  (definitionOf(bo)?.$type ?? undefined) === kind.eventDefinitionType &&
  (kind.cancelActivity === undefined || (bo.get('cancelActivity') !== false) === kind.cancelActivity);

const familyOf = bo =>
  // A task without a kind is somebody's work, as the program reads it.
  bo.$type === 'bpmn:Task'
    ? FAMILIES.task
    : Object.values(FAMILIES).find(kinds => Object.values(kinds).some(k => k.type === bo.$type));

/**
 * The kinds that an element may have, and which it has; undefined where there is nothing to choose.
 * @returns {{ kind: string, kinds: string[] } | undefined}
 */
export function kindsOf(bo) {
  const family = familyOf(bo);
  if (!family) return undefined;
  const names = Object.keys(family);
  const kind = bo.$type === 'bpmn:Task' ? 'user' : names.find(name => is(bo, family[name]));
  return { kind: kind ?? '', kinds: names };
}

/** What `bpmnReplace` makes of a kind's name. */
export const targetOf = name => Object.values(FAMILIES).find(kinds => name in kinds)?.[name];
