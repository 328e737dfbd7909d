import { attr, type Html, html, type Printable } from '../../html.ts';

export type Happening = {
  title: Printable;
  /** When and by whom, on the second line. */
  about: Printable;
  state?: 'now' | 'todo';
};

/** What happened, newest first. Not for plans. */
export const timeline = (items: readonly Happening[]): Html =>
  html`<ol class="line">
${items.map(
  item =>
    html`<li${attr('class', item.state)}><b>${item.title}</b><br><span class="q">${item.about}</span></li>
`,
)}</ol>
`;
