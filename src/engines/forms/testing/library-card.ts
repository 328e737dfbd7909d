import { filesSchema } from '../define/files.ts';
import type { FormDefinition } from '../types.ts';

const both = (vi: string, en: string) => ({ vi, en });

/** A made-up form that uses every kind of field, so that the engine is tested without any system. */
export const libraryCard: FormDefinition = {
  id: 'library-card',
  version: 1,
  schema: {
    type: 'object',
    required: ['reader'],
    $defs: {
      name: { type: 'string', format: 'person-name', maxLength: 100 },
    },
    properties: {
      reader: {
        type: 'object',
        required: ['name', 'birthDate', 'sex', 'personalNumber', 'commune', 'phone'],
        personalNumberAgrees: { number: 'personalNumber', born: 'birthDate', sex: 'sex' },
        properties: {
          name: { $ref: '#/$defs/name' },
          birthDate: { type: 'string', format: 'date', dateNotAfter: 'today', dateNotBefore: '1900-01-01' },
          sex: { type: 'string', enum: ['male', 'female'] },
          personalNumber: { type: 'string', format: 'personal-number' },
          commune: { type: 'string', format: 'area-code' },
          phone: { type: 'string', format: 'vn-phone' },
          email: { type: 'string', format: 'email' },
        },
      },
      card: {
        type: 'object',
        required: ['kind', 'guardian', 'deposit', 'promise', 'photo'],
        properties: {
          kind: { type: 'string', enum: ['adult', 'child'] },
          guardian: { $ref: '#/$defs/name' },
          deposit: { type: 'integer', minimum: 50_000, maximum: 5_000_000 },
          number: { type: 'string', pattern: '^TV-\\d{6}$' },
          weeks: { type: 'integer', minimum: 1, maximum: 52 },
          height: { type: 'number', maximum: 250 },
          subjects: {
            type: 'array',
            items: { type: 'string', enum: ['history', 'farming', 'poetry'] },
            maxItems: 2,
          },
          lends: { type: 'boolean' },
          reason: { type: 'string', maxLength: 300 },
          promise: { type: 'boolean', const: true },
          photo: filesSchema({ max: 2 }),
        },
      },
    },
  },
  pages: [
    {
      id: 'reader',
      title: both('Bạn đọc', 'Reader'),
      fields: [
        'reader.name',
        'reader.birthDate',
        'reader.sex',
        'reader.personalNumber',
        'reader.commune',
        'reader.phone',
        'reader.email',
      ],
    },
    {
      id: 'card',
      title: both('Thẻ', 'Card'),
      fields: ['card.kind', 'card.guardian', 'card.deposit', 'card.number', 'card.weeks', 'card.height'],
    },
    {
      id: 'more',
      title: both('Thêm', 'More'),
      fields: ['card.subjects', 'card.lends', 'card.reason', 'card.promise', 'card.photo'],
    },
  ],
  fields: {
    'reader.name': {
      label: both('Họ và tên', 'Full name'),
      prefill: 'profile.name',
      autocomplete: 'name',
      class: 'basic',
    },
    'reader.birthDate': {
      label: both('Ngày sinh', 'Date of birth'),
      prefill: 'card.birthDate',
      class: 'basic',
    },
    'reader.sex': {
      label: both('Giới tính', 'Sex'),
      options: [
        { value: 'male', label: both('Nam', 'Male') },
        { value: 'female', label: both('Nữ', 'Female') },
      ],
      class: 'basic',
    },
    'reader.personalNumber': { label: both('Số định danh', 'Personal number'), class: 'sensitive' },
    'reader.commune': { label: both('Xã, phường', 'Commune or ward'), class: 'basic' },
    'reader.phone': { label: both('Số điện thoại', 'Telephone number'), class: 'basic' },
    'reader.email': { label: both('Thư điện tử', 'E-mail'), class: 'basic' },
    'card.kind': {
      label: both('Loại thẻ nào?', 'Which card?'),
      options: [
        { value: 'adult', label: both('Người lớn', 'Adult') },
        { value: 'child', label: both('Thiếu nhi', 'Child') },
      ],
      class: 'none',
    },
    'card.guardian': {
      label: both('Người giám hộ', 'Guardian'),
      showIf: { field: 'card.kind', equals: 'child' },
      class: 'basic',
    },
    'card.deposit': { label: both('Tiền đặt cọc', 'Deposit'), widget: 'money', class: 'none' },
    'card.number': {
      label: both('Số thẻ cũ', 'Old card number'),
      errors: {
        pattern: both('Nhập số thẻ cũ dạng TV-000123', 'Enter the old card number in the form TV-000123'),
      },
      class: 'none',
    },
    'card.weeks': { label: both('Số tuần', 'Weeks'), class: 'none' },
    'card.height': { label: both('Chiều cao', 'Height'), class: 'none' },
    'card.subjects': {
      label: both('Chủ đề', 'Subjects'),
      options: [
        { value: 'history', label: both('Lịch sử', 'History') },
        { value: 'farming', label: both('Nông nghiệp', 'Farming') },
        { value: 'poetry', label: both('Thơ', 'Poetry') },
      ],
      class: 'none',
    },
    'card.lends': {
      label: both('Có mượn về nhà không?', 'Will you take books home?'),
      widget: 'yes-no',
      class: 'none',
    },
    'card.reason': {
      label: both('Lý do', 'Reason'),
      widget: 'long-text',
      showIf: { field: 'card.lends', equals: true },
      class: 'none',
    },
    'card.promise': { label: both('Tôi giữ gìn sách.', 'I take care of books.'), class: 'none' },
    'card.photo': { label: both('Ảnh chân dung', 'Portrait'), maxFiles: 2, class: 'sensitive' },
  },
};

/** What a browser sends for the first two pages when all is well. */
export const goodReader = {
  'reader.name': ' Giàng  Thị Mỷ ',
  'reader.birthDate': '4/3/1991',
  'reader.sex': 'female',
  'reader.personalNumber': '010 191 004 172',
  'reader.commune': '02647',
  'reader.phone': '+84 912.345.678',
  'reader.email': '',
};
export const goodCard = {
  'card.kind': 'child',
  'card.guardian': 'Giàng A Chu',
  'card.deposit': '800.000 đồng',
  'card.number': 'TV-000123',
  'card.weeks': '4',
  'card.height': '120,5',
};
export const goodMore = {
  'card.subjects': ['history', 'poetry'],
  'card.lends': 'yes',
  'card.reason': 'Dòng một\r\n\r\nDòng hai  ',
  'card.promise': '1',
};
export const photo = [{ id: '0195f3a2-7c1e-7a10-8a7e-0123456789ab', name: 'anh.jpg', bytes: 120_000 }];
