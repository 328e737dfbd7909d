import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Form } from '#engines/forms';
import { nameInForm, nameOnPaper } from './change-name.ts';

const label = (vi: string) => ({ label: { vi, en: vi }, class: 'basic' as const });
const person = { type: 'object', properties: { name: { type: 'string' } } };

const FORM: Form = {
  id: 'loan',
  version: 1,
  sha256: '',
  schema: {
    type: 'object',
    properties: {
      reader: { type: 'object', properties: { name: { type: 'string' }, way: { type: 'string' } } },
      guarantor: person,
    },
  },
  pages: [
    { id: 'reader', title: { vi: 'Bạn đọc', en: 'Reader' }, fields: ['reader.name', 'reader.way'] },
    { id: 'guarantor', title: { vi: 'Người bảo lãnh', en: 'Guarantor' }, fields: ['guarantor.name'] },
  ],
  fields: {
    'reader.name': label('Họ và tên'),
    'reader.way': label('Mượn sách để làm gì?'),
    'guarantor.name': label('Họ và tên'),
  },
};

test('of two answers that a form asks for in the same words each is told with its part', () => {
  assert.equal(nameInForm(FORM, 'reader.name'), 'Họ và tên (bạn đọc)');
  assert.equal(nameInForm(FORM, 'guarantor.name'), 'Họ và tên (người bảo lãnh)');
  assert.equal(nameInForm(FORM, 'reader.way'), 'Mượn sách để làm gì?');
});

test('on a paper they are named as it names them; a question is told by its label for officials, else as one of the form', () => {
  const card = { names: { 'reader.name': 'Cấp cho' } };
  assert.equal(nameOnPaper(FORM, card, 'reader.name'), 'Cấp cho');
  assert.equal(nameOnPaper(FORM, card, 'guarantor.name'), 'Họ và tên (người bảo lãnh)');
  assert.equal(nameOnPaper(FORM, card, 'reader.way'), 'Mục “Mượn sách để làm gì?” của đơn, tờ khai');
  const way = { ...FORM.fields['reader.way']!, staffLabel: { vi: 'Mục đích mượn sách' } };
  const told = { ...FORM, fields: { ...FORM.fields, 'reader.way': way } };
  assert.equal(nameOnPaper(told, card, 'reader.way'), 'Mục đích mượn sách');
});
