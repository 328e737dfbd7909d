import { type Block, words } from './block.ts';

const SEX_OPTIONS = [
  { value: 'male', label: words('Nam', 'Male') },
  { value: 'female', label: words('Nữ', 'Female') },
];

/** Who files: as on the identity card, and where they live. */
export const applicantBlock: Block = {
  required: ['applicant'],
  properties: {
    applicant: {
      type: 'object',
      required: ['name', 'personalNumber', 'birthDate', 'sex', 'address'],
      personalNumberAgrees: { number: 'personalNumber', born: 'birthDate', sex: 'sex' },
      properties: {
        name: { type: 'string', format: 'person-name', maxLength: 100 },
        personalNumber: { type: 'string', format: 'personal-number' },
        birthDate: { type: 'string', format: 'date', dateNotAfter: 'today', dateNotBefore: '1900-01-01' },
        sex: { type: 'string', enum: ['male', 'female'] },
        commune: { type: 'string', format: 'area-code' },
        address: { type: 'string', maxLength: 200 },
      },
    },
  },
  pages: [
    {
      id: 'applicant',
      title: words('Người nộp hồ sơ', 'Applicant'),
      fields: [
        'applicant.name',
        'applicant.personalNumber',
        'applicant.birthDate',
        'applicant.sex',
        'applicant.commune',
        'applicant.address',
      ],
    },
  ],
  fields: {
    'applicant.name': {
      label: words('Họ và tên', 'Full name'),
      hint: words('Như trên căn cước', 'As on the identity card'),
      errors: {
        required: words('Nhập họ và tên như trên căn cước', 'Enter the full name as on the identity card'),
      },
      prefill: ['profile.name', 'card.name'],
      autocomplete: 'name',
      class: 'basic',
    },
    'applicant.personalNumber': {
      label: words('Số định danh cá nhân', 'Personal number'),
      hint: words('12 chữ số trên căn cước', 'The 12 digits on the identity card'),
      prefill: ['profile.personalNumber', 'card.number'],
      class: 'sensitive',
    },
    'applicant.birthDate': {
      label: words('Ngày sinh', 'Date of birth'),
      prefill: ['profile.birthDate', 'card.birthDate'],
      autocomplete: 'bday',
      class: 'basic',
    },
    'applicant.sex': {
      label: words('Giới tính', 'Sex'),
      prefill: ['profile.sex', 'card.sex'],
      options: SEX_OPTIONS,
      class: 'basic',
    },
    'applicant.commune': {
      label: words('Xã, phường nơi ở', 'Commune or ward of residence'),
      hint: words('Bỏ qua nếu ở ngoài tỉnh', 'Leave out when living outside the province'),
      within: 'home',
      prefill: 'profile.commune',
      class: 'basic',
    },
    'applicant.address': {
      label: words('Thôn, bản, tổ dân phố, số nhà', 'Village, street group, house number'),
      hint: words('Ở ngoài tỉnh thì ghi cả xã và tỉnh', 'Outside the province, add commune and province'),
      autocomplete: 'street-address',
      prefill: ['profile.address', 'card.address'],
      class: 'basic',
    },
  },
};
