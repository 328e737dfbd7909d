import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Graph } from './graph.ts';
import { decides, outcomeText } from './outcome-text.ts';
import { parseProcess } from './parse.ts';

const file = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" targetNamespace="https://fansipan.vn/processes">
  <message id="m" name="stock"/>
  <process id="p" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="visit" name="Xem" fs:role="officer" fs:outcomes="fit=Đạt,unfit=Chưa đạt,send-back"/>
    <userTask id="check" name="Xét" fs:role="officer" fs:outcomes="visit=Đi xem,propose"/>
    <sendTask id="ask" name="Hỏi" messageRef="m" fs:to="applicant" fs:outcomes="there=Còn,gone=Hết"/>
    <receiveTask id="answer" name="Chờ" messageRef="m"/>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="b" sourceRef="check" targetRef="visit"/>
    <sequenceFlow id="c" sourceRef="visit" targetRef="ask"/>
    <sequenceFlow id="back" sourceRef="visit" targetRef="check"><conditionExpression>tasks.visit.outcome = "send-back"</conditionExpression></sequenceFlow>
    <sequenceFlow id="d" sourceRef="ask" targetRef="answer"/>
    <sequenceFlow id="e" sourceRef="answer" targetRef="end"/>
  </process>
</definitions>`;

describe('processes: outcomes in words', () => {
  let graph: Graph;
  test('a file gives words to what may be decided', async () => {
    const { graph: read, problems } = await parseProcess(file);
    assert.deepEqual(problems, []);
    graph = read ?? assert.fail();
  });

  test('the process’s own words come first, of an answer those of the question; then those that all share; then the mark itself', () => {
    assert.equal(outcomeText('en', graph, 'visit', 'fit', 'do'), 'Đạt');
    assert.equal(outcomeText('vi', graph, 'answer', 'gone', 'outcome'), 'Hết');
    assert.equal(outcomeText('vi', graph, 'check', 'propose', 'do'), 'Trình ký');
    assert.equal(outcomeText('en', graph, 'check', 'propose', 'do'), 'Submit for signature');
    assert.equal(outcomeText('vi', graph, 'check', 'propose', 'outcome'), 'thẩm định xong, trình ký');
    assert.equal(outcomeText('vi', graph, 'gone-since', 'maybe', 'do'), 'maybe');
  });

  test('only a choice decides: handing on does not, nor the one way that is no decision', () => {
    const [visit, check] = [graph.nodes.get('visit'), graph.nodes.get('check')];
    assert.ok(visit && check);
    assert.deepEqual(
      [
        decides(visit, 'unfit'),
        decides(visit, 'send-back'),
        decides(check, 'visit'),
        decides(check, 'propose'),
      ],
      [true, false, false, false],
    );
  });
});
