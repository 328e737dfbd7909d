import { html, type Printable } from '../html.ts';

// With the marks around it: beside a box of its own a browser would break before a full stop too.
const CODE = /^[“(]?[0-9A-Z.]{4,35}-\d{6}-\d{4,9}[”).,:;]{0,2}$/;

/** A text whose codes of dossiers stay on one line each, where that is long enough: at its hyphens a browser would break one in two. */
export const wholeCodes = (text: string): Printable =>
  text.split(/(\s)/).map(word => (CODE.test(word) ? html`<span class="num">${word}</span>` : word));
