import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { breadcrumbs } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'two levels',
    draw: t =>
      html`${breadcrumbs(t, [
        { href: '/', label: 'Trang chủ' },
        { href: '/thu-tuc', label: 'Kinh doanh' },
      ])}`,
  },
];
