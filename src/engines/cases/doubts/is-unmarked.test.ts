import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm } from '#engines/forms';
import { otherNumberIn, unmarkedIn } from './doubts.ts';
import { isUnmarked } from './is-unmarked.ts';

test('a name without any mark was typed to be found', () => {
  assert.ok(isUnmarked('Giang Thi My'));
  assert.ok(!isUnmarked('Giàng Thi My'));
  assert.ok(!isUnmarked('Đo'));
  assert.ok(!isUnmarked('Vũ'));
});

const words = (vi: string) => ({ vi, en: vi });
const form = defineForm({
  id: 'doubts.sample',
  version: 1,
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', format: 'person-name' },
      personalNumber: { type: 'string', format: 'personal-number' },
      purpose: { type: 'string' },
    },
  },
  pages: [{ id: 'one', title: words('Một'), fields: ['name', 'personalNumber', 'purpose'] }],
  fields: {
    name: { label: words('Họ và tên'), prefill: 'profile.name', class: 'basic' },
    personalNumber: { label: words('Số định danh'), prefill: 'profile.personalNumber', class: 'basic' },
    purpose: { label: words('Mục đích'), class: 'basic' },
  },
});

test('names without marks are pointed to, other words and names of one syllable are not', () => {
  const data = { name: 'NGUYEN VAN A', purpose: 'vay von ngan hang' };
  assert.deepEqual(unmarkedIn(form, data, ['Giàng Thị Mỷ', 'Nam']), ['NGUYEN VAN A']);
});

test('a number that is another than the known one is doubted; where either is missing nothing is', () => {
  const data = { personalNumber: '010191004172' };
  assert.equal(otherNumberIn(form, data, '010191000172'), '010191004172');
  for (const known of ['010191004172', null, undefined])
    assert.equal(otherNumberIn(form, data, known), undefined);
  assert.equal(otherNumberIn(form, {}, '010191000172'), undefined);
});
