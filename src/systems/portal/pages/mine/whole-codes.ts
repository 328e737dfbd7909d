import { html, type Printable } from '#ui';

const CODE = /^[^\s-]{4,30}-\d{6}-\d{4,8}[.,:;]?$/;

/** A text whose codes of dossiers stay on one line each: at its hyphens a browser would break one in two. */
export const wholeCodes = (text: string): Printable =>
  text.split(/(\s)/).map(word => (CODE.test(word) ? html`<span class="nb">${word}</span>` : word));
