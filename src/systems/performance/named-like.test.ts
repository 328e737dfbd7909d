import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedLike } from './named-like.ts';

test('an agency is found by the beginnings of words of its name, with or without tone marks', () => {
  const all = ['Ủy ban nhân dân xã Bắc Hà', 'Ủy ban nhân dân phường Lào Cai', 'Sở Tài chính'].map(name => ({
    name,
  }));
  const found = (asked: string) => namedLike(all, asked).map(a => a.name);
  assert.deepEqual(found('bac ha'), ['Ủy ban nhân dân xã Bắc Hà']);
  assert.deepEqual(found('LÀO'), ['Ủy ban nhân dân phường Lào Cai']);
  assert.deepEqual(found('xã'), ['Ủy ban nhân dân xã Bắc Hà']);
  assert.deepEqual(found('ào'), []);
  assert.equal(found('  ').length, 3);
});
