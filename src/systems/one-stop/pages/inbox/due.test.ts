import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedOf } from './due.ts';

test('a step with a time of its own is counted from now, one that is due with its dossier from the first day that counts', () => {
  const dueAt = new Date('2026-12-02T10:00:00+07:00');
  const limit = { unit: 'working-day', begins: '2026-12-02', dueAt } as const;
  assert.equal(countedOf({ dueAt: new Date(dueAt) }, limit), limit);
  const own = countedOf({ dueAt: new Date('2026-12-01T17:00:00+07:00') }, limit);
  assert.deepEqual(own, { unit: 'working-day' });
  assert.equal(countedOf({ dueAt }, undefined), undefined);
});
