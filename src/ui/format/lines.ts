import { type Html, html } from '../html.ts';
import { wholeCodes } from './whole-codes.ts';

/** Words of several lines, as they were written. */
export const lines = (text: string): Html =>
  html`${text.split('\n').map((line, i) => html`${i > 0 && html`<br>`}${wholeCodes(line)}`)}`;
