import { type Html, html, type Printable } from '../../html.ts';

/** One thing that must not be overlooked. */
export const note = (text: Printable): Html => html`<p class="note">${text}</p>
`;

/** Something of another kind than the page around it: help, a warning, what may be acted on. */
export const box = (content: Html): Html => html`<div class="box">${content}</div>
`;
