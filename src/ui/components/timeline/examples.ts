import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { timeline } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'history',
    draw: () =>
      timeline([
        { title: 'Thẩm định', about: 'Bà Lù Thị Sen, Phòng Kinh tế. Từ 19/11/2026 08:30', state: 'now' },
        {
          title: 'Yêu cầu bổ sung, tạm dừng thời hạn',
          about: html`16/11/2026 10:20. <a href="/a/components">Phiếu yêu cầu bổ sung số 12/PYC</a>`,
        },
        { title: 'Tiếp nhận', about: '13/11/2026 08:05. Trung tâm Phục vụ hành chính công xã Bắc Hà' },
      ]),
  },
];
