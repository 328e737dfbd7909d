import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Box } from '../graph.ts';
import { bpmn } from '../testing/model.ts';
import { addDiagram } from './add-diagram.ts';
import { arrangeDiagram } from './arrange-diagram.ts';

const model = {
  nodes: [
    'start s',
    'user a',
    'parallel p',
    'user b',
    'user c',
    'parallel j',
    'end e',
    'boundary late on=b timer=P1D',
    'end e2',
  ],
  flows: ['s > a', 'a > p', 'p > b', 'p > c', 'b > j', 'c > j', 'j > e', 'late > e2'],
  lanes: { officer: ['s', 'a', 'p', 'b'], leader: ['c', 'j', 'e'] },
};
const meet = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('a drawing on a heap is laid out anew: nothing lies on another, and lanes keep their order', async () => {
  const drawn = await addDiagram(bpmn(model));
  const heap = drawn.replace(/(<dc:Bounds) x="[^"]*" y="[^"]*"/g, '$1 x="0" y="0"');
  const { boxes, lines } = (await arrangeDiagram(heap)) ?? assert.fail();
  const steps = ['s', 'a', 'p', 'b', 'c', 'j', 'e', 'e2'].map(id => boxes[id] ?? assert.fail(id));
  for (const [i, one] of steps.entries())
    for (const other of steps.slice(i + 1)) assert.ok(!meet(one, other));
  assert.ok(
    meet(boxes.late ?? assert.fail(), boxes.b ?? assert.fail()),
    'an event stays on the edge of its step',
  );
  assert.equal(Object.keys(lines).length, model.flows.length);
  const lane = (role: string) => boxes[`lane-main-${role}`] ?? assert.fail(role);
  assert.ok(
    meet(lane('officer'), boxes.a ?? assert.fail()) && meet(lane('leader'), boxes.c ?? assert.fail()),
  );
  // The leader's lane was drawn above: it stays there.
  const swapped = drawn.replace(
    /(bpmnElement="lane-main-leader"[\s\S]*?<dc:Bounds x="[^"]*" y=)"[^"]*"/,
    '$1"-500"',
  );
  const { boxes: now } = (await arrangeDiagram(swapped)) ?? assert.fail();
  assert.ok((now['lane-main-leader']?.y ?? 0) < (now['lane-main-officer']?.y ?? 0));
});

test('an open sub-process keeps its size, and has room', async () => {
  const drawn = await addDiagram(
    bpmn({
      nodes: ['start s', 'sub box', 'start box/bs', 'user box/in', 'end box/be', 'user a', 'end e'],
      flows: ['s > box', 'bs > in', 'in > be', 'box > a', 'a > e'],
    }),
  );
  const open = drawn.replace(
    /(<bpmndi:BPMNShape [^>]*bpmnElement="box")[^>]*>\s*<dc:Bounds x="([^"]*)" y="([^"]*)"[^>]*\/>/,
    '$1 isExpanded="true"><dc:Bounds x="$2" y="$3" width="420" height="260" />',
  );
  const { boxes } = (await arrangeDiagram(open)) ?? assert.fail();
  const [box, a] = [boxes.box ?? assert.fail(), boxes.a ?? assert.fail()];
  assert.deepEqual([box.width, box.height], [420, 260]);
  assert.ok(!meet(box, a));
});

test('what nobody can place is left as it is', async () => {
  assert.equal(await arrangeDiagram('<no/>'), null);
  const two = (await addDiagram(bpmn(model))).replace(
    /(<(?:\w+:)?participant )/,
    '$1id="other" name="Khác" />$1',
  );
  assert.equal(await arrangeDiagram(two), null);
});
