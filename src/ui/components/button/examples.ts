import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { button } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'next step',
    draw: () => html`<form action="/a/components">${button({ label: 'Lưu và tiếp tục' })}</form>`,
  },
  { name: 'other step', draw: () => button({ label: 'Theo dõi hồ sơ', href: '/tra-cuu', alt: true }) },
  { name: 'with a key', only: 'staff', draw: () => button({ label: 'Trình ký', href: '#', key: 'T' }) },
];
