import { html, type Printable } from '#ui';

/** A text whose codes of dossiers stay on one line each: at its hyphens a browser would break one in two. */
export const wholeCodes = (text: string): Printable =>
  text
    .split(/(\S{4,30}-\d{6}-\d{4,8}[.,:;]?)/)
    .map((part, i) => (i % 2 ? html`<span class="nb">${part}</span>` : part));
