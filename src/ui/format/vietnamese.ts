import type { Translate } from '#platform/i18n';
import { html, type Printable } from '../html.ts';

/**
 * Words that are Vietnamese whatever the page's language, such as the name of a procedure or an agency: marked as such on
 * pages in another one, so that they are read out rightly (WCAG 2.2, 3.1.2).
 */
export const vietnamese = (t: Translate, words: string): Printable =>
  t.lang === 'vi' || words === '' ? words : html`<span lang="vi">${words}</span>`;
