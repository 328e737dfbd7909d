import type { Example } from '../example.ts';
import { keyValues } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'facts',
    draw: t =>
      keyValues(t, [
        { label: 'Đang ở bước', value: '3 trong 4: Thẩm định' },
        { label: 'Giữ hồ sơ từ', value: '19/11/2026 08:30' },
      ]),
  },
  {
    name: 'answers',
    draw: t =>
      keyValues(t, [
        { label: 'Họ và tên', value: 'Giàng Thị Mỷ', change: { href: '/a/components' } },
        { label: 'Số định danh', value: '••••••••4172', change: { href: '/a/components', label: 'Xem' } },
      ]),
  },
];
