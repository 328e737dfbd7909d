import { type Html, html, url } from '../../html.ts';

/** Nothing to show: why, and the next step. Unknown figures are words too, never 0. */
export const emptyState = (props: { why: string; next?: { href: string; label: string } }): Html =>
  html`<p class="box">${props.why}${props.next && html` <a href="${url(props.next.href)}">${props.next.label}</a>`}</p>
`;
