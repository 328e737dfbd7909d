import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from './arrange.js';

/** As much of a modeler as laying out needs; what is put where is kept, as one step of undo would. */
function modelerOf(elements: ReadonlyArray<{ id: string }>) {
  const put: Array<[string, object]> = [];
  const parts: Record<string, object> = {
    elementRegistry: { get: (id: string) => elements.find(e => e.id === id) },
    commandStack: {
      execute: (name: string, { places }: { places: Map<{ id: string }, object> }) => {
        put.push(...[...places].map(([e, place]): [string, object] => [`${name} ${e.id}`, place]));
      },
    },
  };
  return { modeler: { get: (part: string) => parts[part] }, put: () => Object.fromEntries(put) };
}
type Box = { id: string; x: number; y: number; width: number; height: number; outgoing: object[] };
const box = (id: string, x: number, y: number, more: object = {}): Box =>
  Object.assign({ id, x, y, width: 100, height: 80, incoming: [], outgoing: [], children: [] }, more);

test('procedure design: laid out anew, a label, a note and what stands in a sub-process go along with what they belong to', () => {
  const label = box('step_label', 10, 90);
  const note = box('note', 200, 300);
  const step = box('step', 0, 0, { label });
  const line = {
    id: 'to_note',
    type: 'bpmn:Association',
    source: step,
    target: note,
    waypoints: [{ x: 0, y: 0 }],
  };
  step.outgoing.push(line);
  const inner = box('inner', 420, 20);
  const part = box('part', 400, 0, { type: 'bpmn:SubProcess', children: [inner] });
  const { modeler, put } = modelerOf([step, part]);
  arrange(modeler, {
    boxes: {
      step: { x: 50, y: 5, width: 100, height: 80 },
      part: { x: 410, y: 0, width: 300, height: 200 },
      gone: { x: 0, y: 0 },
    },
    lines: {},
    labels: {},
  });
  const at = (id: string) => put()[`fansipan.places ${id}`];
  assert.deepEqual(at('step'), { x: 50, y: 5, width: 100, height: 80 });
  assert.deepEqual(at('step_label'), { x: 60, y: 95, width: 100, height: 80 });
  assert.deepEqual(at('note'), { x: 250, y: 305, width: 100, height: 80 });
  assert.deepEqual(at('to_note'), { waypoints: [{ x: 50, y: 5 }] });
  assert.deepEqual(at('inner'), { x: 430, y: 20, width: 100, height: 80 }, 'it stays where it was inside');
  assert.equal(Object.keys(put()).length, 6, 'and nothing of what is not drawn');
});

test('procedure design: a way gets its new corners, its name stands at its middle or where the server said', () => {
  const label = { id: 'way_label', x: 0, y: 0, width: 40, height: 14 };
  const way = { id: 'way', waypoints: [{ x: 0, y: 0 }], label };
  const lines = {
    way: [
      { x: 10, y: 10 },
      { x: 50, y: 10 },
      { x: 50, y: 70 },
    ],
  };
  const first = modelerOf([way]);
  arrange(first.modeler, { boxes: {}, lines, labels: {} });
  assert.deepEqual(first.put(), {
    'fansipan.places way': { waypoints: lines.way },
    'fansipan.places way_label': { x: 56, y: 16, width: 40, height: 14 },
  });
  const said = modelerOf([way]);
  arrange(said.modeler, { boxes: {}, lines, labels: { way: { x: 1, y: 2, width: 3, height: 4 } } });
  assert.deepEqual(said.put()['fansipan.places way_label'], { x: 1, y: 2, width: 3, height: 4 });
});
