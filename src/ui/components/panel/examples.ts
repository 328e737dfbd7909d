import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { panel } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'received',
    only: 'citizen',
    draw: () =>
      panel({
        title: 'Đã tiếp nhận hồ sơ',
        facts: [
          {
            label: 'Mã hồ sơ',
            value: html`<span class="nb">000.32.35.H38-</span><wbr><span class="nb">261113-0007</span>`,
          },
          { label: 'Hẹn trả kết quả', value: 'trước 17:00 thứ Tư, 18/11/2026' },
        ],
      }),
  },
];
