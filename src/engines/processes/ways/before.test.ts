import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Graph } from '../graph.ts';
import { parseProcess } from '../parse.ts';
import { elementsBefore } from './before.ts';

const file = (body: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="f" targetNamespace="t"><process id="p" isExecutable="true">${body}</process></definitions>`;
const flows = (...pairs: string[]) =>
  pairs.map((pair, i) => {
    const [from, to] = pair.split('>');
    return `<sequenceFlow id="f${i}" sourceRef="${from}" targetRef="${to}"/>`;
  });
const task = (id: string) => `<userTask id="${id}" name="${id}" fs:role="officer"/>`;
const graphOf = async (body: string): Promise<Graph> => {
  const parsed = await parseProcess(file(body));
  return 'graph' in parsed && parsed.graph ? parsed.graph : assert.fail(JSON.stringify(parsed));
};

test('processes: what lies before a step is what led to it, not what runs beside it or comes later', async () => {
  const graph = await graphOf(
    `<startEvent id="s"/>${['first', 'left', 'right', 'signLeft', 'last'].map(task).join('')}<parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="e"/>${flows('s>first', 'first>fork', 'fork>left', 'left>signLeft', 'signLeft>join', 'fork>right', 'right>join', 'join>last', 'last>e').join('')}`,
  );
  assert.deepEqual([...elementsBefore(graph, 'signLeft')].sort(), ['first', 'fork', 'left', 's', 'signLeft']);
  assert.ok(!elementsBefore(graph, 'right').has('left'));
  assert.ok(elementsBefore(graph, 'last').has('right') && elementsBefore(graph, 'last').has('left'));
});

test('processes: what was done inside an activity lies before what follows it, and what led to it before its inside', async () => {
  const graph = await graphOf(
    `<startEvent id="s"/>${task('first')}<subProcess id="inside"><startEvent id="is"/>${task('ask')}<endEvent id="ie"/><sequenceFlow id="g0" sourceRef="is" targetRef="ask"/><sequenceFlow id="g1" sourceRef="ask" targetRef="ie"/></subProcess>${task('after')}<endEvent id="e"/>${flows('s>first', 'first>inside', 'inside>after', 'after>e').join('')}`,
  );
  assert.ok(elementsBefore(graph, 'after').has('ask'));
  assert.ok(elementsBefore(graph, 'ask').has('first'));
  assert.ok(!elementsBefore(graph, 'ask').has('after'));
});
