import type { FieldLayout, FormPage, JsonSchema, Words } from '../types.ts';

/** Part of a form: its schema, its pages and how its fields are shown. */
export type Block = {
  properties: Record<string, JsonSchema>;
  required: readonly string[];
  pages: readonly FormPage[];
  fields: Record<string, FieldLayout>;
};

export const words = (vi: string, en: string): Words => ({ vi, en });

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
      prefill: 'profile.name',
      autocomplete: 'name',
      class: 'basic',
    },
    'applicant.personalNumber': {
      label: words('Số định danh cá nhân', 'Personal number'),
      hint: words('12 chữ số trên căn cước', 'The 12 digits on the identity card'),
      prefill: 'profile.personalNumber',
      class: 'sensitive',
    },
    'applicant.birthDate': {
      label: words('Ngày sinh', 'Date of birth'),
      prefill: 'profile.birthDate',
      autocomplete: 'bday',
      class: 'basic',
    },
    'applicant.sex': {
      label: words('Giới tính', 'Sex'),
      prefill: 'profile.sex',
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
      prefill: 'profile.address',
      class: 'basic',
    },
  },
};

const OTHER_OWNER = { field: 'owner.kind', in: ['person', 'organisation'] };

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
      widget: 'radios',
      options: [
        { value: 'self', label: words('Cho chính mình', 'For myself') },
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
      class: 'basic',
    },
    'owner.personalNumber': {
      label: words('Số định danh của người đó', 'Personal number of that person'),
      hint: words('12 chữ số trên căn cước', 'The 12 digits on the identity card'),
      showIf: { field: 'owner.kind', equals: 'person' },
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
      class: 'basic',
    },
  },
};

/** What is asked for, and how the applicant can be told. */
export const requestBlock: Block = {
  required: ['request', 'contact'],
  properties: {
    request: {
      type: 'object',
      required: ['content'],
      properties: { content: { type: 'string', maxLength: 2000 } },
    },
    contact: {
      type: 'object',
      required: ['phone'],
      properties: {
        phone: { type: 'string', format: 'vn-phone' },
        email: { type: 'string', format: 'email' },
      },
    },
  },
  pages: [
    {
      id: 'request',
      title: words('Nội dung và liên hệ', 'Request and contact'),
      fields: ['request.content', 'contact.phone', 'contact.email'],
    },
  ],
  fields: {
    'request.content': {
      label: words('Nội dung đề nghị', 'What is asked for'),
      hint: words('Ghi ngắn gọn việc cần giải quyết', 'Say in short what is to be done'),
      widget: 'long-text',
      class: 'basic',
    },
    'contact.phone': {
      label: words('Số điện thoại', 'Telephone number'),
      hint: words(
        'Để nhắn khi có kết quả. Không có điện thoại thì ghi số người nhà',
        'For a message when the result is there; a relative’s number will do',
      ),
      prefill: 'profile.phone',
      use: 'phone',
      autocomplete: 'tel',
      class: 'basic',
    },
    'contact.email': {
      label: words('Thư điện tử', 'E-mail'),
      prefill: 'profile.email',
      use: 'email',
      autocomplete: 'email',
      class: 'basic',
    },
  },
};

/** Which commune or ward decides: asked where the procedure is one of communes. */
export const placeBlock: Block = {
  required: ['place'],
  properties: {
    place: {
      type: 'object',
      required: ['commune'],
      properties: { commune: { type: 'string', format: 'area-code' } },
    },
  },
  pages: [],
  fields: {
    'place.commune': {
      label: words('Xã, phường giải quyết hồ sơ', 'Commune or ward that decides'),
      hint: words(
        'Nơi ở, hoặc nơi có nhà đất, cửa hàng liên quan',
        'Where you live, or where the land or shop lies',
      ),
      within: 'home',
      prefill: 'profile.commune',
      use: 'area',
      class: 'basic',
    },
  },
};

/** How the result is to be handed over. */
export const resultBlock: Block = {
  required: ['result'],
  properties: {
    result: {
      type: 'object',
      required: ['way', 'centre', 'address'],
      properties: {
        way: { type: 'string', enum: ['electronic', 'counter', 'post'] },
        centre: { type: 'string', format: 'area-code' },
        address: { type: 'string', maxLength: 200 },
      },
    },
  },
  pages: [
    {
      id: 'result',
      title: words('Nhận kết quả', 'Receiving the result'),
      fields: ['result.way', 'result.centre', 'result.address'],
    },
  ],
  fields: {
    'result.way': {
      label: words('Ông/Bà nhận kết quả bằng cách nào?', 'How would you like to receive the result?'),
      use: 'delivery',
      hint: words(
        'Bản điện tử luôn được gửi kèm, có giá trị như bản giấy',
        'The electronic one always comes too, and is worth the same as paper',
      ),
      options: [
        { value: 'electronic', label: words('Chỉ nhận bản điện tử', 'Electronic only') },
        {
          value: 'counter',
          label: words(
            'Nhận bản giấy tại Trung tâm Phục vụ hành chính công',
            'On paper at a Public Administrative Service Centre',
          ),
        },
        { value: 'post', label: words('Nhận bản giấy qua bưu điện', 'On paper by post') },
      ],
      class: 'none',
    },
    'result.centre': {
      label: words('Trung tâm của xã, phường', 'Centre of the commune or ward'),
      within: 'home',
      showIf: { field: 'result.way', equals: 'counter' },
      class: 'none',
    },
    'result.address': {
      label: words('Địa chỉ nhận bưu phẩm', 'Postal address'),
      hint: words('Người nhận, số nhà, thôn, xã, tỉnh', 'Name, house, village, commune, province'),
      showIf: { field: 'result.way', equals: 'post' },
      class: 'basic',
    },
  },
};
