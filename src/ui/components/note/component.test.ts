import assert from 'node:assert/strict';
import { test } from 'node:test';
import { note } from './component.ts';

test('a note escapes what it is given', () => {
  assert.equal(note('a < b').toString().trim(), '<p class="note">a &lt; b</p>');
});
