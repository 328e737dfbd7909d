import { defineForm, type FormData } from '#engines/forms';

const words = (vi: string, en: string) => ({ vi, en });

/**
 * What a desk asks of whoever applies: the same fields, checks and messages as on citizens' pages. Only the name is needed: there
 * are people without a number, and people without a telephone.
 */
export const personForm = defineForm({
  id: 'desk.person',
  version: 2,
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['name'],
    personalNumberAgrees: { number: 'personalNumber', born: 'birthDate', sex: 'sex' },
    properties: {
      name: { type: 'string', format: 'person-name', maxLength: 100 },
      personalNumber: { type: 'string', format: 'personal-number' },
      numberSeen: { type: 'boolean' },
      birthDate: { type: 'string', format: 'date', dateNotAfter: 'today', dateNotBefore: '1900-01-01' },
      sex: { type: 'string', enum: ['male', 'female'] },
      phone: { type: 'string', format: 'vn-phone' },
      commune: { type: 'string', format: 'area-code' },
      address: { type: 'string', maxLength: 200 },
    },
  },
  pages: [
    {
      id: 'person',
      title: words('Người nộp hồ sơ', 'Applicant'),
      fields: ['name', 'personalNumber', 'numberSeen', 'birthDate', 'sex', 'phone', 'commune', 'address'],
    },
  ],
  fields: {
    name: {
      label: words('Họ và tên', 'Full name'),
      errors: {
        required: words('Nhập họ và tên như trên căn cước', 'Enter the full name as on the identity card'),
      },
      prefill: ['profile.name', 'card.name'],
      class: 'basic',
    },
    personalNumber: {
      label: words('Số định danh cá nhân', 'Personal number'),
      hint: words('12 chữ số. Chưa có thì bỏ trống', '12 digits. Leave empty where there is none'),
      prefill: ['profile.personalNumber', 'card.number'],
      class: 'sensitive',
    },
    numberSeen: {
      label: words('Đã đối chiếu số này với thẻ căn cước', 'This number was compared with the identity card'),
      class: 'basic',
    },
    birthDate: {
      label: words('Ngày sinh', 'Date of birth'),
      prefill: ['profile.birthDate', 'card.birthDate'],
      class: 'basic',
    },
    sex: {
      label: words('Giới tính', 'Sex'),
      prefill: ['profile.sex', 'card.sex'],
      options: [
        { value: 'male', label: words('Nam', 'Male') },
        { value: 'female', label: words('Nữ', 'Female') },
      ],
      class: 'basic',
    },
    phone: {
      label: words('Số điện thoại', 'Telephone number'),
      hint: words(
        'Không có thì bỏ trống, gọi tên khi có kết quả',
        'Leave empty where there is none: the name is called out',
      ),
      prefill: 'profile.phone',
      class: 'basic',
    },
    commune: {
      label: words('Xã, phường nơi ở', 'Commune or ward of residence'),
      hint: words('Bỏ qua nếu ở ngoài tỉnh', 'Leave out when living outside the province'),
      within: 'home',
      prefill: 'profile.commune',
      class: 'basic',
    },
    address: {
      label: words('Thôn, bản, tổ dân phố, số nhà', 'Village, street group, house number'),
      prefill: ['profile.address', 'card.address'],
      class: 'basic',
    },
  },
});

/** Whether the clerk says that he compared the number with the card: typed alone it proves nothing. */
export const sawNumber = (person: FormData): boolean =>
  person.numberSeen === true && saidOf(person, 'personalNumber') !== undefined;

/** A text among the answers of the desk's form. */
export const saidOf = (person: FormData | null, name: string): string | undefined => {
  const value = person?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
