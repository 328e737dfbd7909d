import type { Words } from '../types.ts';
import { type Block, words } from './block.ts';

/** How the result is to be handed over; by post, where to: offered is where the applicant said to live. */
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
      staffLabel: words('Cách nhận kết quả', 'How the result is received'),
      use: 'delivery',
      hint: words(
        'Bản điện tử luôn được gửi kèm, tải tại Hồ sơ của tôi',
        'The electronic one always comes too, under My dossiers',
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
        { value: 'post', label: words('Nhận bản giấy qua bưu chính', 'On paper by post') },
      ],
      class: 'none',
    },
    'result.centre': {
      label: words('Trung tâm của xã, phường', 'Centre of the commune or ward'),
      hint: words(
        'Chọn nơi tiện nhất, xã, phường nào trong tỉnh cũng được',
        'The most convenient one: any commune or ward of the province',
      ),
      within: 'home',
      showIf: { field: 'result.way', equals: 'counter' },
      class: 'none',
    },
    'result.address': {
      label: words('Địa chỉ nhận bưu phẩm', 'Postal address'),
      hint: words('Người nhận, số nhà, thôn, xã, tỉnh', 'Name, house, village, commune, province'),
      showIf: { field: 'result.way', equals: 'post' },
      prefill: ['said.residence', 'profile.residence'],
      class: 'basic',
    },
  },
};

/** What is signed where it is handed over, in the book of who decides it: nothing is posted, and the paper is fetched there. `hint`: who has to be there. */
export function fetchedBlock(hint: Words): Block {
  const { 'result.way': way } = resultBlock.fields;
  const options = way?.options?.filter(o => o.value === 'counter');
  return {
    required: resultBlock.required,
    properties: {
      result: {
        type: 'object',
        required: ['way'],
        properties: { way: { type: 'string', enum: ['counter'] } },
      },
    },
    pages: resultBlock.pages.map(page => ({ ...page, fields: ['result.way'] })),
    fields: {
      'result.way': { ...way!, hint, ...(options ? { options } : {}) },
    },
  };
}
