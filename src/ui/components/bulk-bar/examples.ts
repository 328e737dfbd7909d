import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { bulkBar } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'three actions',
    only: 'staff',
    draw: t =>
      html`<form action="/a/components"><table><caption>Hồ sơ</caption><tbody><tr><td><label class="pick"><input type="checkbox" name="id" value="1" checked><span>261113-0007</span></label></td></tr></tbody></table>${bulkBar(
        t,
        {
          actions: [
            { name: 'viec', value: 'phan-cong', label: 'Phân công', key: 'A' },
            { name: 'viec', value: 'trinh-ky', label: 'Trình ký', key: 'T' },
            { name: 'viec', value: 'bo-sung', label: 'Yêu cầu bổ sung', key: 'B' },
          ],
          note: 'Gần nhất: hôm nay 16:45',
        },
      )}</form>`,
  },
];
