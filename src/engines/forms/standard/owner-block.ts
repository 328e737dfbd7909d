import { type Block, words } from './block.ts';

const OTHER_OWNER = { field: 'owner.kind', in: ['person', 'organisation'] };
const OF_ANOTHER = { field: 'owner.kind', equals: 'person' };

/** For whom: oneself, another person, or an organisation. */
export const ownerBlock: Block = {
  required: ['owner'],
  properties: {
    owner: {
      type: 'object',
      required: ['kind', 'name', 'personalNumber', 'taxCode', 'address'],
      properties: {
        kind: { type: 'string', enum: ['self', 'person', 'organisation'] },
        name: { type: 'string', maxLength: 200 },
        personalNumber: { type: 'string', format: 'personal-number' },
        taxCode: { type: 'string', pattern: '^\\d{10}(?:-\\d{3}|\\d\\d)?$', maxLength: 14 },
        address: { type: 'string', maxLength: 200 },
      },
    },
  },
  pages: [
    {
      id: 'owner',
      title: words('Chủ hồ sơ', 'Owner of the dossier'),
      fields: ['owner.kind', 'owner.name', 'owner.personalNumber', 'owner.taxCode', 'owner.address'],
    },
  ],
  fields: {
    'owner.kind': {
      label: words('Ông/Bà nộp hồ sơ cho ai?', 'For whom is this?'),
      staffLabel: words('Nộp hồ sơ cho ai', 'For whom it is filed'),
      widget: 'radios',
      options: [
        {
          value: 'self',
          label: words('Cho chính mình', 'For myself'),
          staffLabel: words('Cho chính người nộp', 'For the applicant'),
        },
        { value: 'person', label: words('Cho người khác', 'For another person') },
        {
          value: 'organisation',
          label: words('Cho tổ chức, doanh nghiệp', 'For an organisation or enterprise'),
        },
      ],
      class: 'none',
    },
    'owner.name': {
      label: words('Tên chủ hồ sơ', 'Name of the owner'),
      use: 'owner',
      hint: words(
        'Họ và tên, hoặc tên đầy đủ của tổ chức',
        'Full name, or the whole name of the organisation',
      ),
      showIf: OTHER_OWNER,
      prefill: 'card.name',
      class: 'basic',
    },
    'owner.personalNumber': {
      label: words('Số định danh của người đó', 'Personal number of that person'),
      hint: words('12 chữ số trên căn cước', 'The 12 digits on the identity card'),
      showIf: { field: 'owner.kind', equals: 'person' },
      prefill: 'card.number',
      class: 'sensitive',
    },
    'owner.taxCode': {
      label: words('Mã số thuế', 'Tax code'),
      hint: words('10, 12 hoặc 13 chữ số, ví dụ 5300123456', '10, 12 or 13 digits, for example 5300123456'),
      errors: {
        pattern: words(
          'Nhập mã số thuế gồm 10, 12 hoặc 13 chữ số, ví dụ 5300123456 hoặc 5300123456-001',
          'Enter the tax code of 10, 12 or 13 digits, e.g. 5300123456 or 5300123456-001',
        ),
      },
      width: 'narrow',
      showIf: { field: 'owner.kind', equals: 'organisation' },
      class: 'none',
    },
    'owner.address': {
      label: words('Địa chỉ của chủ hồ sơ', 'Address of the owner'),
      hint: words(
        'Thôn, xã, tỉnh, ví dụ: Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
        'Village, commune, province',
      ),
      showIf: OTHER_OWNER,
      prefill: 'card.address',
      class: 'basic',
    },
  },
};

/** What is said otherwise where an organisation cannot be meant. */
const OF_PERSON: Readonly<Record<string, Partial<Block['fields'][string]>>> = {
  'owner.kind': {
    options: ownerBlock.fields['owner.kind']?.options?.filter(o => o.value !== 'organisation') ?? [],
  },
  'owner.name': {
    hint: words(
      'Họ và tên trên căn cước hoặc giấy khai sinh',
      'Full name as on the identity card or birth certificate',
    ),
    showIf: OF_ANOTHER,
  },
  'owner.address': { showIf: OF_ANOTHER },
};

/** For whom, where the matter can only be a person's: oneself or another. */
export const personBlock: Block = {
  required: ownerBlock.required,
  properties: {
    owner: {
      type: 'object',
      required: ['kind', 'name', 'personalNumber', 'address'],
      properties: {
        kind: { type: 'string', enum: ['self', 'person'] },
        name: { type: 'string', maxLength: 100 },
        personalNumber: { type: 'string', format: 'personal-number' },
        address: { type: 'string', maxLength: 200 },
      },
    },
  },
  pages: ownerBlock.pages.map(page => ({ ...page, fields: page.fields.filter(f => f !== 'owner.taxCode') })),
  fields: Object.fromEntries(
    Object.entries(ownerBlock.fields)
      .filter(([path]) => path !== 'owner.taxCode')
      .map(([path, field]) => [path, { ...field, ...OF_PERSON[path] }]),
  ),
};
