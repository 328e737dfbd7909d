import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinAnswers } from './join-answers.js';

type Facts = Record<string, unknown>;
type Bo = { $type: string; facts: Facts; get(name: string): unknown; $instanceOf(type: string): boolean };
const bo = ($type: string, facts: Facts = {}): Bo => ({
  $type,
  facts,
  get: name => facts[name],
  $instanceOf: type => type === 'bpmn:FlowNode',
});

/** As much of a modeler as the answers need: handlers that a test calls, changes that are made at once. */
function modelerOf() {
  const heard: Record<string, (event: object) => void> = {};
  const definitions = bo('bpmn:Definitions', { rootElements: [] });
  const parts: Record<string, object> = {
    eventBus: {
      on: (name: string, handler: (event: object) => void) => Object.assign(heard, { [name]: handler }),
    },
    modeling: {
      updateModdleProperties: (_: unknown, of: Bo, set: Facts) => Object.assign(of.facts, set),
    },
    bpmnFactory: {
      create: (type: string, properties: object) => bo(type, { id: 'Message_1', ...properties }),
    },
  };
  joinAnswers({ get: (name: string) => parts[name], getDefinitions: () => definitions });
  return {
    definitions,
    lead: (source: Bo, target: Bo) =>
      heard['commandStack.connection.create.postExecuted']?.({
        context: { source: { businessObject: source }, target: { businessObject: target } },
      }),
    call: (element: Bo, newLabel: string) =>
      heard['commandStack.element.updateLabel.postExecuted']?.({
        context: { element: { businessObject: element }, newLabel },
      }),
  };
}

test('procedure design: who is led from a step that asks waits for its answer; the message has the first name of the question', () => {
  const m = modelerOf();
  const ask = bo('bpmn:SendTask', { incoming: [] });
  const wait = bo('bpmn:ReceiveTask', {});
  m.lead(ask, wait);
  const message = ask.get('messageRef') as Bo;
  assert.ok(message);
  assert.equal(wait.get('messageRef'), message, 'both name the same');
  assert.deepEqual(m.definitions.get('rootElements'), [message]);
  m.call(ask, ' Hỏi người nộp ');
  assert.equal(message.get('name'), 'Hỏi người nộp');
  m.call(ask, 'Hỏi lại');
  assert.equal(message.get('name'), 'Hỏi người nộp', 'one that has a name keeps it');
});

test('procedure design: what waits already for something, or follows a step that asks nothing, stays as it is', () => {
  const m = modelerOf();
  const known = bo('bpmn:Message', { name: 'Khác' });
  const wait = bo('bpmn:ReceiveTask', { messageRef: known });
  m.lead(bo('bpmn:SendTask', { incoming: [] }), wait);
  assert.equal(wait.get('messageRef'), known);
  const after = bo('bpmn:ReceiveTask', {});
  m.lead(bo('bpmn:UserTask', { incoming: [] }), after);
  assert.equal(after.get('messageRef'), undefined);
  assert.deepEqual(m.definitions.get('rootElements'), []);
});
