import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormDefinition } from '../types.ts';
import { fieldName } from './field-name.ts';

const asks = (vi: string, en: string) => ({ label: { vi, en }, class: 'basic' as const });
const form = {
  pages: [
    { id: 'reader', title: { vi: 'Bạn đọc', en: 'Reader' }, fields: ['reader.name', 'reader.card'] },
    { id: 'guarantor', title: { vi: 'Người bảo lãnh', en: 'Guarantor' }, fields: ['guarantor.name'] },
  ],
  fields: {
    'reader.name': asks('Họ và tên', 'Full name'),
    'reader.card': asks('Số thẻ', 'Card number'),
    'guarantor.name': asks('Họ và tên', 'Full name'),
  },
} as unknown as FormDefinition;

test('a field is called by its label, and with its page where another one is called the same', () => {
  assert.equal(fieldName(form, 'reader.card', 'vi'), 'Số thẻ');
  assert.equal(fieldName(form, 'reader.name', 'vi'), 'Họ và tên (bạn đọc)');
  assert.equal(fieldName(form, 'guarantor.name', 'en'), 'Full name (guarantor)');
});

test('of a form that is not finished what is there is said', () => {
  const bare = { ...form, pages: null } as unknown as FormDefinition;
  assert.equal(fieldName(bare, 'reader.name', 'vi'), 'Họ và tên');
  assert.equal(fieldName(bare, 'reader.phone', 'vi'), 'reader.phone');
});
