import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergedSteps } from './merged.ts';

const choices = {
  before: new Map([
    ['check', 'Kiểm tra'],
    ['weigh', 'Cân nhắc'],
    ['sign', 'Ký'],
  ]),
  now: new Map([
    ['appraise', 'Thẩm định'],
    ['sign', 'Ký'],
  ]),
  of: new Map(),
  steps: new Map(),
};

test('two steps into one are found by their names; so is one into another that stays; one into one is none', () => {
  const merged = (...pairs: Array<[string, string | null]>) =>
    mergedSteps(
      choices,
      pairs.map(([from, to]) => ({ from, to })),
    ).map(m => `${m.names.join(', ')} → ${m.name}`);
  assert.deepEqual(merged(['check', 'appraise'], ['weigh', 'appraise']), ['Kiểm tra, Cân nhắc → Thẩm định']);
  assert.deepEqual(merged(['check', 'sign']), ['Kiểm tra, Ký → Ký']);
  assert.deepEqual(merged(['check', 'sign'], ['sign', null]), []);
  assert.deepEqual(merged(['check', 'appraise'], ['weigh', null]), []);
});

test('a step of an older version, renamed since, is not another one than itself', () => {
  const before = new Map([...choices.before, ['old', 'Kiểm tra']]);
  const elements = [
    { from: 'old', to: 'appraise' },
    { from: 'check', to: 'appraise' },
  ];
  assert.deepEqual(mergedSteps({ ...choices, before, of: new Map([['old', 1]]) }, elements), []);
});
