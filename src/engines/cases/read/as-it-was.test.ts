import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agenciesThen, owedThen } from './as-it-was.ts';

const entry = (id: string, kind: string, body = {}) => ({ id, kind: `case.${kind}`, body });

test('where a dossier lay is told by its transfers and what was taken back of them, not by where it lies today', () => {
  const moved = [
    entry('1', 'submitted'),
    entry('2', 'escalated'),
    entry('3', 'transferred', { from: 'district', to: 'commune' }),
    entry('4', 'recounted'),
  ];
  const places = (entries: typeof moved, agencyId: string) => [
    ...agenciesThen({ agencyId }, entries).values(),
  ];
  assert.deepEqual(places(moved, 'commune'), ['district', 'district', 'district', 'commune']);
  const back = [...moved, entry('5', 'act-undone', { entry: '3' }), entry('6', 'recounted')];
  assert.deepEqual(places(back, 'district').slice(1), [
    'district',
    'district',
    'commune',
    'commune',
    'district',
  ]);
  assert.deepEqual(places([entry('1', 'submitted')], 'commune'), ['commune']);
});

test('what was to be paid then is told by the money before it: what becomes of it later changes nothing', () => {
  const entries = [
    entry('1', 'submitted'),
    entry('2', 'payment-asked', { amount: 8000, left: 8000 }),
    entry('3', 'paid', { amount: 8000, left: 0 }),
    entry('4', 'returned', { how: 'online' }),
    entry('5', 'payment-undone', { amount: 8000, left: 8000 }),
  ];
  assert.deepEqual([...owedThen(entries).values()], [0, 8000, 0, 0, 8000]);
});
