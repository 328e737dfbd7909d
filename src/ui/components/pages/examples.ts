import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { pages } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'in the middle',
    draw: t => html`${pages(t, { from: 51, to: 100, total: 1601, previous: '?t=1', next: '?t=3' })}`,
  },
];
