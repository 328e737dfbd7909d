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

const AFTER_EVENT_GATEWAY = ['timer', 'answer'];

/** Which of them may follow this element of the file (BPMN 2.0.2, 10.6.6: after an event gateway only what waits). */
export function mayFollow(bo) {
  if (!bo.$instanceOf?.('bpmn:FlowNode') || bo.$type === 'bpmn:EndEvent') return [];
  return bo.$type === 'bpmn:EventBasedGateway' ? AFTER_EVENT_GATEWAY : Object.keys(FOLLOWING);
}

/** A shape of a kind, not yet anywhere. */
export function shapeOf(modeler, { icon: _, ...attributes }) {
  const shape = modeler.get('elementFactory').createShape(attributes);
  return shape;
}

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
  const at = { x: element.x + element.width - 25, y: element.y + element.height };
  return modeler.get('modeling').createShape(timer, at, element, { attach: true });
}
