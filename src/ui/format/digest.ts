import { type Html, html } from '../html.ts';

/** Long hexadecimal, broken where the line ends: a phone would scroll sideways else. Copied, it is in one piece. */
export const digestText = (hex: string): Html =>
  html`<code class="num">${(hex.match(/.{1,8}/g) ?? []).map(part => html`${part}<wbr>`)}</code>`;
