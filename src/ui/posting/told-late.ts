import type { Translate } from '#platform/i18n';
import { button } from '../components/button/component.ts';
import { textArea } from '../components/field/component.ts';
import { note } from '../components/note/component.ts';
import { type Html, html, type Printable } from '../html.ts';

/** For one who comes second: what the first one did, where it stands now, and what he himself had typed. */
export type ToldLate = {
  /** Who did what, and when. */
  words: string;
  /** That nothing came of what was sent, where something was and the words do not say it. */
  beside?: Printable;
  /** What he had typed, for him to copy; empty where that is nothing. */
  typed: string;
  open: { label: string; href: string };
};

const MOST_ROWS = 12;

/** What stands under the heading of a page for one who comes second, or opens a form of what cannot be done any more. */
export function toldLate(t: Translate, { words, beside, typed, open }: ToldLate): Html {
  const rows = Math.min(MOST_ROWS, 2 + typed.split('\n').length);
  return html`<div role="alert">${note(words)}</div>
${beside}
${typed !== '' && textArea(t, { name: 'da-nhap', label: t('ui.late.typed'), value: typed, rows })}
<p>${button(open)}</p>`;
}
