import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRegex } from './check-regex.ts';

const good = [
  '^\\d{9}$',
  '^[A-Z]{1,3}-\\d+$',
  '^(?:KT|KX) ?\\d{1,4}$',
  '^[\\p{L}\\p{M}]+(?: [\\p{L}\\p{M}]+)*$',
  '^\\d{1,3}(?:\\.\\d{3})*(?:,\\d+)?$',
  '^(?:\\d{10}|\\d{13})$',
  '^[^<>]{0,200}$',
  '^(?<year>\\d{4})/\\d{1,5}$',
];
const slow = [
  '^(a+)+$',
  '^(a*)*b',
  '^(a|a)*$',
  '^(\\w|\\d)+$',
  '^(?:[a-z]+\\s?)+$',
  '^(a|ab|b)*$',
  '^(x+x+)+y$',
  '^([a-z]+)*[A-Z]$',
  '^(\\p{L}+ ?)+$',
  '^a*a*a*a*b$',
  '^\\d+\\d+$',
  '^(?:.*,)*x$',
  '^(a{1,20}){1,20}$',
];

test('patterns that people write for numbers and names pass', () => {
  for (const pattern of good) assert.equal(checkRegex(pattern), null, pattern);
});

test('patterns that can take for ever are refused, without being tried', () => {
  for (const pattern of slow) assert.equal(checkRegex(pattern), 'slow', pattern);
});

test('what cannot be judged is refused by its kind', () => {
  assert.equal(checkRegex('^(?=a)b'), 'unsupported');
  assert.equal(checkRegex('^(a)\\1$'), 'unsupported');
  assert.equal(checkRegex('^(?<!a)b'), 'unsupported');
  assert.equal(checkRegex('\\d+'), 'unanchored');
  assert.equal(checkRegex('^a|b'), 'unanchored');
  assert.equal(checkRegex('^('), 'invalid');
  assert.equal(checkRegex(`^${'a'.repeat(600)}`), 'too-long');
  assert.equal(checkRegex(`^(?:${'a?'.repeat(150)})`), 'too-long');
  assert.equal(checkRegex('^(?:(?:a{1,2}){1,8}){1,8}$'), 'too-long');
});
