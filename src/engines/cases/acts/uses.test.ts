import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldLayout } from '#engines/forms';
import { ownerSaid } from './uses.ts';

const field = (more: Partial<FieldLayout> = {}): FieldLayout => ({
  label: { vi: 'Họ tên' },
  class: 'basic',
  ...more,
});
const asksForOneself = { fields: { 'applicant.name': field() } };
const asksForAnother = { fields: { 'applicant.name': field(), 'child.name': field({ use: 'owner' }) } };

test('a matter is that of whom the form names, whoever sends it', () => {
  const data = { applicant: { name: 'Vàng Thị Sua' }, child: { name: 'Giàng A Phử' } };
  assert.equal(ownerSaid(asksForOneself, data), 'Vàng Thị Sua');
  assert.equal(ownerSaid(asksForAnother, data), 'Giàng A Phử');
  assert.equal(ownerSaid(asksForAnother, { applicant: { name: 'Vàng Thị Sua' } }), 'Vàng Thị Sua');
  assert.equal(ownerSaid(asksForOneself, {}), undefined);
  assert.equal(ownerSaid({ fields: {} }, data), undefined, 'what no field asks for says nothing');
});
