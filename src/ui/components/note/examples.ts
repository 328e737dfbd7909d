import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { box, note } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'note',
    draw: () =>
      note(html`<b>Không phải nộp</b> bản sao căn cước. Cơ quan tự tra cứu trong cơ sở dữ liệu dân cư.`),
  },
  {
    name: 'box',
    draw: () =>
      box(
        html`<h3>Không quen dùng máy?</h3><p>Mang căn cước đến Trung tâm Phục vụ hành chính công gần nhất. Cán bộ khai giúp.</p>`,
      ),
  },
];
