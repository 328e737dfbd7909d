import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takenBack } from './taken-back.ts';

test('with a signature that is taken back goes the hand-over that the process made of it, and no other', () => {
  const [then, later] = [new Date('2026-11-29T06:35:00Z'), new Date('2026-11-29T06:40:00Z')];
  const signed = { id: '1', kind: 'case.result-issued', at: then, body: { result: 'r' } };
  const closed = { id: '2', kind: 'case.returned', at: then, body: { how: 'online' } };
  const undone = {
    ...{ id: '3', kind: 'case.act-undone', at: later },
    body: { entry: '1', act: 'result-issued', actAt: then.toISOString() },
  };
  const again = { ...closed, id: '4', at: later };
  const another = { ...closed, id: '5', body: { how: 'counter', task: 't' } };
  const all = [signed, closed, undone, again, another];
  assert.deepEqual(all.filter(takenBack(all)), [signed, closed]);
  assert.deepEqual([signed, closed].filter(takenBack([signed, closed])), []);
});

test('what a decision on a complaint annulled says by which; what an official took back names none', () => {
  const at = new Date('2026-11-29T06:35:00Z');
  const refused = { id: '1', kind: 'case.refused', at, body: { number: '1/2026' } };
  const back = (more: object) => ({
    ...{ id: '2', kind: 'case.act-undone', at: new Date('2026-12-29T06:35:00Z') },
    body: { entry: '1', act: 'refused', actAt: at.toISOString(), ...more },
  });
  const fate = (more: object) => takenBack([refused, back(more)])(refused);
  assert.deepEqual(fate({ decision: '3/2026/QĐ-GQKN' }), { decision: '3/2026/QĐ-GQKN' });
  assert.deepEqual(fate({}), { decision: null });
});
