/** What may follow a step, in the order in which it is offered. */
export const FOLLOWING = {
  task: { type: 'bpmn:UserTask', icon: 'bpmn-icon-user-task' },
  exclusive: { type: 'bpmn:ExclusiveGateway', icon: 'bpmn-icon-gateway-xor' },
  parallel: { type: 'bpmn:ParallelGateway', icon: 'bpmn-icon-gateway-parallel' },
  timer: {
    type: 'bpmn:IntermediateCatchEvent',
    eventDefinitionType: 'bpmn:TimerEventDefinition',
    icon: 'bpmn-icon-intermediate-event-catch-timer',
  },
  ask: { type: 'bpmn:SendTask', icon: 'bpmn-icon-send-task' },
  answer: {
    type: 'bpmn:IntermediateCatchEvent',
    eventDefinitionType: 'bpmn:MessageEventDefinition',
    icon: 'bpmn-icon-intermediate-event-catch-message',
  },
  end: { type: 'bpmn:EndEvent', icon: 'bpmn-icon-end-event-none' },
};

/** What may be put onto the drawing by itself, with its group in the palette. */
export const LOOSE = {
  start: { type: 'bpmn:StartEvent', icon: 'bpmn-icon-start-event-none', group: 'event' },
  end: { type: 'bpmn:EndEvent', icon: 'bpmn-icon-end-event-none', group: 'event' },
  timer: { ...FOLLOWING.timer, group: 'event' },
  answer: { ...FOLLOWING.answer, group: 'event' },
  task: { ...FOLLOWING.task, group: 'activity' },
  service: { type: 'bpmn:ServiceTask', icon: 'bpmn-icon-service-task', group: 'activity' },
  ask: { ...FOLLOWING.ask, group: 'activity' },
  sub: {
    type: 'bpmn:SubProcess',
    isExpanded: true,
    icon: 'bpmn-icon-subprocess-expanded',
    group: 'activity',
  },
  exclusive: { ...FOLLOWING.exclusive, group: 'gateway' },
  parallel: { ...FOLLOWING.parallel, group: 'gateway' },
  pool: { type: 'bpmn:Participant', icon: 'bpmn-icon-participant', group: 'pool' },
};

const AFTER_EVENT_GATEWAY = ['timer', 'answer'];

/** Which of them may follow this element of the file (BPMN 2.0.2, 10.6.6: after an event gateway only what waits). */
export function mayFollow(bo) {
  if (!bo.$instanceOf?.('bpmn:FlowNode') || bo.$type === 'bpmn:EndEvent') return [];
  return bo.$type === 'bpmn:EventBasedGateway' ? AFTER_EVENT_GATEWAY : Object.keys(FOLLOWING);
}

/** A shape of a kind, not yet anywhere. */
const shapeOf = (modeler, { icon: _, group: __, ...attributes }) =>
  modeler.get('elementFactory').createShape(attributes);

/** Puts a new step after `element`, joined to it, where there is room. Returns it. */
export const appendTo = (modeler, element, what) =>
  modeler.get('autoPlace').append(element, shapeOf(modeler, FOLLOWING[what]), {
    connection: { type: 'bpmn:SequenceFlow' },
  });

/** Whether a timer may sit on it. */
export const mayCarryTimer = bo => Boolean(bo.$instanceOf?.('bpmn:Activity')) && !bo.get('isForCompensation');

/** Puts a timer onto the edge of a step. Returns it. */
export function addTimer(modeler, element) {
  const timer = modeler.get('elementFactory').createShape({
    type: 'bpmn:BoundaryEvent',
    eventDefinitionType: 'bpmn:TimerEventDefinition',
  });
  // Beside those that sit there already, from the right.
  const taken = element.attachers.filter(e => e.y + e.height > element.y + element.height).map(e => e.x);
  const right = Math.min(element.x + element.width - 25, ...taken.map(x => x - 24));
  const at = { x: Math.max(element.x, right), y: element.y + element.height };
  return modeler.get('modeling').createShape(timer, at, element, { attach: true });
}

/** Whether steps may stand in it. */
export const mayHold = element =>
  ['bpmn:Process', 'bpmn:Participant', 'bpmn:Lane'].includes(element.type) ||
  (element.type === 'bpmn:SubProcess' && !element.collapsed);

/** Puts a step by itself into a lane, a pool, a sub-process or the process, to the right of what is there. Returns it. */
export function addLoose(modeler, holder, what) {
  let parent = holder;
  // Lanes hold nothing: what stands in one belongs to their pool.
  while (parent.type === 'bpmn:Lane') parent = parent.parent;
  const { x, y, width, height } = holder.width ? holder : modeler.get('canvas').viewbox();
  const others = modeler
    .get('elementRegistry')
    .filter(e => e.parent === parent && !e.labelTarget && e.businessObject.$instanceOf?.('bpmn:FlowNode'));
  const right = Math.max(x + 60, ...others.map(e => e.x + e.width));
  const shape = shapeOf(modeler, LOOSE[what]);
  const beside = right + 40 + shape.width / 2;
  const at = { x: others.length || holder.width ? beside : x + width / 2, y: y + height / 2 };
  return modeler.get('modeling').createShape(shape, at, parent);
}
