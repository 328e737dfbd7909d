import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm } from '../define/define-form.ts';
import { sampleAnswers } from './sample.ts';

const words = (vi: string) => ({ vi, en: vi });
const choice = (value: string, vi: string) => ({ value, label: words(vi) });

test('the woman of the examples is a woman, and of the people that her name is of', () => {
  const form = defineForm({
    id: 'example',
    version: 1,
    schema: {
      type: 'object',
      properties: {
        owner: {
          type: 'object',
          properties: {
            name: { type: 'string', format: 'person-name' },
            sex: { type: 'string', enum: ['male', 'female'] },
            people: { type: 'string', format: 'ethnic-group' },
            gioiTinh: { type: 'string', enum: ['1', '2'] },
            kind: { type: 'string', enum: ['house', 'shop'] },
          },
        },
      },
    },
    pages: [
      {
        id: 'owner',
        title: words('Chủ'),
        fields: ['owner.name', 'owner.sex', 'owner.people', 'owner.gioiTinh', 'owner.kind'],
      },
    ],
    fields: {
      'owner.name': { label: words('Họ và tên'), class: 'basic' },
      'owner.sex': {
        label: words('Giới tính'),
        options: [choice('male', 'Nam'), choice('female', 'Nữ')],
        class: 'basic',
      },
      'owner.people': { label: words('Dân tộc'), class: 'basic' },
      'owner.gioiTinh': {
        label: words('Giới tính'),
        options: [choice('1', 'Nam'), choice('2', 'Nữ')],
        class: 'basic',
      },
      'owner.kind': {
        label: words('Loại'),
        options: [choice('house', 'Nhà'), choice('shop', 'Cửa hàng')],
        class: 'none',
      },
    },
  } as never);
  assert.deepEqual(sampleAnswers(form), {
    owner: { name: 'Giàng Thị Mỷ', sex: 'female', people: 'Hmông', gioiTinh: '2', kind: 'house' },
  });
});
