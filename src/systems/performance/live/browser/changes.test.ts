import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf } from './changes.js';

test('a page changes what stands on it otherwise, and tells of lines that it has not got', () => {
  const shown = { 'late-now:a': '1', 'soon:a': '2' };
  assert.deepEqual(changesOf(shown, { 'late-now:a': '2', 'soon:a': '2' }), {
    changes: [['late-now:a', '2']],
    unknown: false,
  });
  assert.deepEqual(changesOf(shown, { 'running:b': '0', 'share:b': 'chưa có' }), {
    changes: [],
    unknown: false,
  });
  assert.equal(changesOf(shown, { 'received:b': '1' }).unknown, true);
  assert.equal(changesOf(shown, { 'person.open:b': '1' }).unknown, true);
  assert.equal(changesOf(shown, { 'person.open:b': '–', 'person.done:b': '0' }).unknown, false);
});
