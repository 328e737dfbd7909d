import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { errorSummary } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'two things',
    draw: t =>
      html`${errorSummary(t, [
        { path: 'way2', message: 'Chọn một cách nhận kết quả' },
        { path: 'phone2', message: 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0912 345 678' },
      ])}`,
  },
];
