import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { createKinds } from './kinds.ts';

const kinds = createKinds([
  {
    kind: 'sheep.moved',
    body: Type.Object({
      to: Type.Object({ pasture: Type.String() }),
      with: Type.Array(Type.Object({ name: Type.String() })),
      why: Type.Optional(Type.Union([Type.Object({ wolf: Type.Boolean() }), Type.Null()])),
    }),
    personal: ['shepherd'],
  },
  {
    kind: 'sheep.sold',
    body: Type.Intersect([Type.Object({ to: Type.String() }), Type.Object({ price: Type.Integer() })]),
  },
  { kind: 'sheep.tallied', body: Type.Object({ byPasture: Type.Record(Type.String(), Type.Integer()) }) },
]);
const body = { to: { pasture: 'Ô Quy Hồ' }, with: [{ name: 'Mây' }] };

test('a body that fits its schema is taken', () => {
  kinds.check('sheep.moved', body, { shepherd: 'Giàng A Chu' });
  kinds.check('sheep.moved', { ...body, why: { wolf: true } }, {});
  kinds.check('sheep.sold', { to: 'market', price: 1 }, {});
  kinds.check('sheep.tallied', { byPasture: { 'Ô Quy Hồ': 12 } }, {});
});

test('fields that nobody declared are refused, at any depth', () => {
  for (const [kind, wrong] of [
    ['sheep.moved', { ...body, secret: 1 }],
    ['sheep.moved', { ...body, to: { pasture: 'x', gate: 2 } }],
    ['sheep.moved', { ...body, with: [{ name: 'Mây', age: 3 }] }],
    ['sheep.moved', { ...body, why: { wolf: true, bear: false } }],
    ['sheep.sold', { to: 'market', price: 1, buyer: 'x' }],
    ['sheep.sold', { to: 'market' }],
    ['sheep.tallied', { byPasture: { x: 'many' } }],
    ['sheep.moved', { ...body, to: { pasture: 7 } }],
  ] as const)
    assert.throws(() => kinds.check(kind, wrong, {}), /body of sheep/);
});

test('an unknown kind and an undeclared personal field are refused by name', () => {
  assert.throws(() => kinds.check('sheep.flown', {}, {}), /unknown kind of entry "sheep.flown"/);
  assert.throws(() => kinds.check('sheep.moved', body, { phone: '1' }), /no personal field "phone"/);
});

test('a kind declared twice, or named otherwise than module.what-happened, does not start', () => {
  const twice = { kind: 'sheep.sold', body: Type.Object({}) };
  assert.throws(() => createKinds([twice, twice]), /declared twice/);
  assert.throws(() => createKinds([{ kind: 'Sheep', body: Type.Object({}) }]), /not of the form/);
});
