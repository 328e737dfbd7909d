import { type Html, html, url } from '../../html.ts';

/** Views of one thing, each an address of its own. */
export const tabs = (props: {
  label: string;
  items: ReadonlyArray<{ href: string; label: string; current?: boolean }>;
}): Html =>
  html`<nav aria-label="${props.label}"><ul class="tabs">${props.items.map(
    i => html`<li><a href="${url(i.href)}"${i.current && html` aria-current="page"`}>${i.label}</a></li>`,
  )}</ul></nav>
`;
