import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lang } from '#platform/i18n';
import type { Field } from '../define/parts.ts';
import { formTexts } from '../texts.ts';
import { messageOf } from './messages.ts';

const said = (vi: string, lang: Lang = 'vi', en = vi): string => {
  const field: Field = {
    path: 'a',
    schema: { type: 'string' },
    widget: 'text',
    required: true,
    layout: { label: { vi, en }, class: 'none' },
  };
  return messageOf(formTexts(lang), { field }, { path: 'a', keyword: 'required', params: {} }, '2026-11-28');
};

test('a label that names no thing stands in quotation marks: "Nhập ghi rõ mục đích" is no sentence', () => {
  assert.equal(said('Số hợp đồng'), 'Nhập số hợp đồng');
  assert.equal(said('Đến ngày'), 'Nhập ô “Đến ngày”');
  assert.equal(said('Ghi rõ mục đích'), 'Nhập ô “Ghi rõ mục đích”');
  assert.equal(said('Tờ bản đồ số'), 'Nhập ô “Tờ bản đồ số”');
  assert.equal(said('x', 'en', 'From the day'), 'Enter the answer to “From the day”');
  for (const label of ['Say what for', 'From', 'Living there since', 'Lost on', 'Contributed by the members'])
    assert.equal(said('x', 'en', label), `Enter the answer to “${label}”`);
  assert.equal(said('x', 'en', 'Where it was lost'), 'Enter where it was lost');
  assert.equal(said('x', 'en', 'Today'), 'Enter today');
});
