import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPlace, titleOf } from './elements.js';
import { say } from './testing/words.ts';

const element = (facts: Record<string, unknown>) => ({
  businessObject: { $type: facts.$type, get: (name: string) => facts[name] },
});

test('procedure design: an event without a name on the edge of a step is called by the step', () => {
  const { businessObject: host } = element({ $type: 'bpmn:UserTask', id: 'look', name: 'Thẩm định' });
  const timer = {
    $type: 'bpmn:BoundaryEvent',
    id: 'Event_0tyr0nn',
    attachedToRef: host,
    eventDefinitions: [{ $type: 'bpmn:TimerEventDefinition' }],
  };
  assert.equal(titleOf(element(timer), say), 'boundary.of type.other BoundaryEvent Timer Thẩm định');
  assert.equal(titleOf(element({ ...timer, name: 'Nhắc' }), say), 'Nhắc');
});

test('procedure design: a step that has no name yet is called by the one before it, not by its number', () => {
  const before = element({ $type: 'bpmn:UserTask', id: 'look', name: 'Thẩm\nđịnh' }).businessObject;
  const { businessObject: flow } = element({ sourceRef: before });
  const step = element({ $type: 'bpmn:UserTask', id: 'Activity_0fpustd', incoming: [flow] });
  assert.equal(titleOf(step, say), 'unnamed.after type.other UserTask Thẩm định');
  const way = element({ $type: 'bpmn:SequenceFlow', sourceRef: before, targetRef: step.businessObject });
  assert.equal(titleOf(way, say), 'flow.between Thẩm định unnamed.after type.other UserTask Thẩm định');
  const alone = element({ $type: 'bpmn:UserTask', id: 'Activity_0fpustd' });
  assert.equal(titleOf(alone, say), 'unnamed type.other UserTask Activity_0fpustd');
});

test('procedure design: elements stand in the list from left to right; what is inside a closed sub-process at its end', () => {
  const elements = [
    { id: 'inside' },
    { id: 'flow', waypoints: [{ x: 50, y: 0 }] },
    { id: 'below', x: 10, y: 90 },
    { id: 'above', x: 10, y: 20 },
    { id: 'laid out of nowhere', waypoints: [] },
  ];
  assert.deepEqual(
    elements.sort(byPlace).map(e => e.id),
    ['above', 'below', 'flow', 'inside', 'laid out of nowhere'],
  );
});
