import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { status } from '../status/component.ts';
import { figureTiles } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'three figures',
    only: 'staff',
    draw: () =>
      figureTiles([
        { label: 'Trước hạn, đúng hạn', value: '97,2%', about: 'chỉ tiêu 98%: thiếu 0,8' },
        { label: 'Đang quá hạn', value: '143', about: html`${status('late', 'ở 37 xã, phường')}` },
        { label: 'Tháng 11', value: 'chưa có', about: 'Sở Nội vụ cập nhật trước 25/11/2026' },
      ]),
  },
];
