import { type Block, words } from './block.ts';

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
