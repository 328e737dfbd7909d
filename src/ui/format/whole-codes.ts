import { type Html, html, type Printable } from '../html.ts';

// What a browser would break in two at a hyphen or a space: codes of dossiers and of drafts, numbers of legal documents, amounts and
// sizes of files, telephone numbers. With the marks around it: beside a box of its own a browser would break before a full stop too.
const CODES =
  /(?<!\S)([“(]?(?:[0-9A-Z.]{4,35}-\d{6}-\d{4,9}|BK(?:-[0-9A-F]{4}){3}|\d{1,4}\/\d{4}\/[A-ZĐ]{1,20}\d{0,4}(?:-[A-ZĐ]{1,20}){1,6}|\d[\d.,]{0,30}[ \u00a0](?:đồng|VND|KB|MB)|0\d{3} \d{3,4} \d{3})[”).,:;]{0,2})(?!\S)/g;

const DIGIT = /\d/;

/**
 * A text whose codes, amounts and telephone numbers stay on one line each, where that is long enough: at their hyphens and spaces a
 * browser would break one in two.
 */
export const wholeCodes = (text: string): Printable =>
  // Most texts hold no digit, and no code does without.
  DIGIT.test(text)
    ? text.split(CODES).map((part, i) => (i % 2 ? html`<span class="num">${part}</span>` : part))
    : text;

/** A path that is broken after a stroke only, where it is longer than a line. */
export const wholeSteps = (path: string): Html =>
  html`${path.split(/(?<=.\/)/).map((step, i) => html`${i > 0 && html`<wbr>`}${step}`)}`;
