import { filesSchema } from '../define/files.ts';
import type { FormDefinition } from '../types.ts';

const both = (vi: string, en: string) => ({ vi, en });

/** A made-up form with a repeating group, its files, and answers that are worked out. */
export const readingGroup: FormDefinition = {
  id: 'reading-group',
  version: 1,
  schema: {
    type: 'object',
    required: ['kind', 'members'],
    properties: {
      kind: { type: 'string', enum: ['family', 'school'] },
      founded: { type: 'string', format: 'date' },
      commune: { type: 'string', format: 'area-code' },
      members: {
        type: 'array',
        minItems: 2,
        maxItems: 4,
        items: {
          type: 'object',
          required: ['name', 'kind', 'school', 'books', 'photo'],
          properties: {
            name: { type: 'string', format: 'person-name', maxLength: 100 },
            kind: { type: 'string', enum: ['adult', 'child'] },
            school: { type: 'string', maxLength: 100 },
            books: { type: 'integer', minimum: 1, maximum: 9 },
            deposit: { type: 'integer' },
            photo: filesSchema({ max: 1 }),
          },
        },
      },
      deposit: { type: 'integer' },
    },
  },
  groups: { members: { label: both('Thành viên', 'Member'), title: 'members.name' } },
  pages: [
    { id: 'kind', title: both('Nhóm đọc', 'Group'), fields: ['kind', 'founded', 'commune'] },
    {
      id: 'members',
      title: both('Thành viên', 'Members'),
      group: 'members',
      showIf: { field: 'kind', in: ['family', 'school'] },
      fields: [
        'members.name',
        'members.kind',
        'members.school',
        'members.books',
        'members.deposit',
        'members.photo',
      ],
    },
    { id: 'deposit', title: both('Tiền đặt cọc', 'Deposit'), fields: ['deposit'] },
  ],
  fields: {
    kind: {
      label: both('Nhóm nào?', 'Which group?'),
      options: [
        { value: 'family', label: both('Gia đình', 'Family') },
        { value: 'school', label: both('Trường học', 'School') },
      ],
      class: 'none',
    },
    founded: { label: both('Ngày lập', 'Founded on'), class: 'none' },
    commune: {
      label: both('Xã, phường khi lập', 'Commune when founded'),
      within: { code: '10' },
      on: { field: 'founded' },
      class: 'none',
    },
    'members.name': { label: both('Họ và tên', 'Full name'), class: 'basic' },
    'members.kind': {
      label: both('Người lớn hay trẻ em?', 'Adult or child?'),
      options: [
        { value: 'adult', label: both('Người lớn', 'Adult') },
        { value: 'child', label: both('Trẻ em', 'Child') },
      ],
      class: 'none',
    },
    'members.school': {
      label: both('Trường', 'School'),
      showIf: { field: 'members.kind', equals: 'child' },
      class: 'basic',
    },
    'members.books': { label: both('Số sách mượn', 'Books'), class: 'none' },
    'members.deposit': {
      label: both('Đặt cọc', 'Deposit'),
      widget: 'money',
      computed: 'if item.kind = "child" then 0 else item.books * 20000',
      class: 'none',
    },
    'members.photo': { label: both('Ảnh', 'Photo'), class: 'basic' },
    deposit: {
      label: both('Cộng tiền đặt cọc', 'Deposit in all'),
      widget: 'money',
      computed: 'sum(form.members.deposit)',
      class: 'none',
    },
  },
};
