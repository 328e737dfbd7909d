import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newEnglish, ownEnglish } from './english.ts';

test('Vietnamese words that stand for the English ones are renamed with them', () => {
  const copied = { vi: 'Tiền đầu tư', en: 'Tiền đầu tư' };
  assert.equal(ownEnglish(copied), '');
  assert.equal(newEnglish(copied, 'Vốn đầu tư', ''), 'Vốn đầu tư');
  assert.equal(newEnglish(copied, 'Vốn đầu tư', 'Tiền đầu tư'), 'Vốn đầu tư', 'from a page drawn before');
  assert.equal(newEnglish(copied, 'Vốn đầu tư', 'Capital'), 'Capital');
});

test('English words that somebody wrote stay', () => {
  const written = { vi: 'Tiền đầu tư', en: 'Money' };
  assert.equal(ownEnglish(written), 'Money');
  assert.equal(newEnglish(written, 'Vốn đầu tư', 'Money'), 'Money');
  assert.equal(newEnglish(undefined, 'Vốn', ''), 'Vốn');
});
