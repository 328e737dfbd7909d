import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcess } from '#engines/processes';
import { contentProblems } from '../schema.ts';
import { libraryCard } from '../testing/content.ts';
import type { ProcedureLimit } from '../types.ts';
import { caseProblems } from './check-cases.ts';
import { limitOf } from './limit-of.ts';

const limit: ProcedureLimit = {
  n: 0,
  unit: 'working-day',
  cutOff: '15:00',
  cases: [
    { if: 'tasks.verify.outcome = "inquire"', says: 'phải xác minh', n: 8, unit: 'working-day' },
    { if: 'form.death.paper = "old"', says: 'chết đã lâu', n: 3, unit: 'working-day' },
  ],
};
const dossier = { channel: 'online', status: 'received', procedure: '1.000656' };
const old = { form: { death: { paper: 'old' } }, dossier };

test('the first case that holds counts, says why, and has no hour of the ordinary limit', () => {
  assert.deepEqual(limitOf(limit, { form: {}, dossier }, {}), { n: 0, unit: 'working-day', cutOff: '15:00' });
  assert.deepEqual(limitOf(limit, old, {}), { n: 3, unit: 'working-day', because: 'chết đã lâu' });
  assert.deepEqual(limitOf(limit, old, { verify: { outcome: 'inquire' } }), {
    n: 8,
    unit: 'working-day',
    because: 'phải xác minh',
  });
  assert.equal(limitOf(limit, old, { verify: { outcome: 'propose' } }).n, 3);
});

test('a condition that reads what is not there is named with its channel', async () => {
  const { graph } = await parseProcess(`<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="f" targetNamespace="x">
  <process id="p" isExecutable="true">
    <laneSet id="l"><lane id="lane" name="Làn" fs:role="officer"><flowNodeRef>s</flowNodeRef><flowNodeRef>verify</flowNodeRef><flowNodeRef>e</flowNodeRef></lane></laneSet>
    <startEvent id="s"/><userTask id="verify" name="Thẩm tra" fs:act="process" fs:outcomes="propose"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/><sequenceFlow id="b" sourceRef="verify" targetRef="e"/>
  </process>
</definitions>`);
  assert.ok(graph);
  const found = (condition: string) =>
    caseProblems({ online: { ...limit, cases: [{ ...limit, if: condition, says: 'x' }] } }, graph, [
      'death.paper',
    ]).map(p => [p.channel, p.problem.code]);
  assert.deepEqual(found('form.death.paper = "old"'), []);
  assert.deepEqual(found('form.death.papers = "old"'), [['online', 'feel-unknown-name']]);
  assert.deepEqual(found('tasks.verify.outcome = "inquire"'), [['online', 'feel-unknown-outcome']]);
  assert.deepEqual(found('form.death.paper == "old"'), [['online', 'feel-two-signs']]);
  assert.deepEqual(found('today() > 3'), [['online', 'feel-clock']]);
});

test('a case without words, or with a unit that there is not, is no content', () => {
  const withCase = (c: object) =>
    contentProblems({ ...libraryCard(), limits: { online: { ...limit, cases: [c] } } });
  assert.deepEqual(withCase({ if: 'true', says: 'luôn luôn', n: 3, unit: 'working-day' }), []);
  assert.notDeepEqual(withCase({ if: 'true', says: '', n: 3, unit: 'working-day' }), []);
  assert.notDeepEqual(withCase({ if: 'true', says: 'x', n: 3, unit: 'week' }), []);
});
