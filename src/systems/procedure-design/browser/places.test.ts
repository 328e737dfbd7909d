import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePlace, shifted } from './places.js';

const box = (x: number, y = 0, width = 100, height = 80) => ({ x, y, width, height });

test('what is added lies on nothing: it goes to the right until there is room', () => {
  assert.deepEqual(freePlace(box(0), []), box(0));
  assert.deepEqual(freePlace(box(0), [box(300)]), box(0));
  assert.deepEqual(freePlace(box(0), [box(50), box(170)]), box(286), 'past both that stand in a row');
  assert.deepEqual(freePlace(box(0), [box(0, 200)]), box(0), 'another lane is no hindrance');
});

test('a place is moved with what it belongs to', () => {
  assert.deepEqual(shifted(box(1, 2), { x: 10, y: 20 }), box(11, 22));
  assert.deepEqual(shifted({ waypoints: [{ x: 0, y: 1 }] }, { x: 1, y: 1 }), { waypoints: [{ x: 1, y: 2 }] });
});
