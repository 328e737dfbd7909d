import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Graph, parseProcess } from '#engines/processes';
import { whyBlocked } from './why-blocked.ts';

const graph = async (name: string): Promise<Graph> =>
  (
    await parseProcess(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><sendTask id="ask" name="${name}"/><receiveTask id="answer" name="Người nộp trả lời"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><sequenceFlow id="f2" sourceRef="ask" targetRef="answer"/><sequenceFlow id="f3" sourceRef="answer" targetRef="e"/></process></definitions>`,
    )
  ).graph ?? assert.fail();

test('a dossier that a mapping leads nowhere is told which version says so, and where to', async () => {
  const ends = { from: { graph: await graph('Hỏi') }, to: { graph: await graph('Hỏi người nộp') } };
  const problem = { token: 1, element: 'answer', reason: 'other-kind' } as const;
  const led = whyBlocked(problem, {
    ...ends,
    mapping: { elements: [{ from: 'answer', to: 'ask', number: 3 }] },
  });
  assert.equal(led.code, 'MOVE_LED_NOWHERE');
  assert.deepEqual(led.params, {
    element: 'answer',
    name: 'Người nộp trả lời',
    number: 3,
    target: 'Hỏi người nộp',
  });
  // Where nobody has said anything, saying it is what helps.
  assert.equal(whyBlocked(problem, { ...ends, mapping: { elements: [] } }).code, 'MOVE_OTHER_KIND');
});
