import type { Example } from '../example.ts';
import { tabs } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'parts of a procedure',
    only: 'staff',
    draw: () =>
      tabs({
        label: 'Các phần của thủ tục',
        items: [
          { href: '#', label: 'Thông tin' },
          { href: '#', label: 'Biểu mẫu', current: true },
          { href: '#', label: 'Giấy tờ' },
        ],
      }),
  },
];
