import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleOf } from './elements.js';
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
