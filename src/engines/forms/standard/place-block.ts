import { type Block, words } from './block.ts';

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
        'The place of residence, or where the land or shop lies',
      ),
      within: 'home',
      prefill: 'profile.commune',
      use: 'area',
      class: 'basic',
    },
  },
};
