import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { deadlineStatus } from '../status/component.ts';
import { foldTable, scrollTable } from './component.ts';

const columns = [
  { label: 'Cơ quan' },
  { label: 'Đã trả', figures: true },
  { label: 'Đúng, trước hạn', figures: true },
];
const rows = [
  ['Phường Sa Pa', '1.204', '98,9%'],
  ['Xã Bắc Hà', '611', '98,4%'],
];

export const examples: readonly Example[] = [
  {
    name: 'folds into cards',
    only: 'citizen',
    draw: () => foldTable({ caption: 'Xã, phường: xếp theo tỷ lệ đúng hạn', columns, rows }),
  },
  {
    name: 'scrolls',
    only: 'staff',
    draw: () => scrollTable({ caption: 'Kết quả theo đơn vị', columns, rows, captionHidden: true }),
  },
  {
    name: 'work list',
    only: 'staff',
    draw: t =>
      scrollTable({
        caption: 'Danh sách hồ sơ',
        captionHidden: true,
        list: true,
        rowHeader: 2,
        columns: [
          { label: 'Chọn', hidden: true },
          { label: 'Hẹn trả' },
          { label: 'Chủ hồ sơ' },
          { label: 'Thủ tục' },
        ],
        rows: [
          [
            html`<input type="checkbox" name="id" value="1" aria-label="Chọn hồ sơ 261113-0007">`,
            html`${deadlineStatus(t, { minutesLeft: 450 })}<small class="num">T2 23/11 15:10</small>`,
            html`<a href="/a/components">Giàng Thị Mỷ</a><small class="num q">261113-0007</small>`,
            'Đăng ký thành lập hộ kinh doanh',
          ],
        ],
      }),
  },
];
