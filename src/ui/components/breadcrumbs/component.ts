import type { Translate } from '#platform/i18n';
import { wholeCodes } from '../../format/whole-codes.ts';
import { type Html, html, join, url } from '../../html.ts';

export type Crumb = { href: string; label: string };

/** Where the reader is, from the outside in, without the page itself; or one link back. Nothing when there is neither. */
export function breadcrumbs(t: Translate, crumbs: readonly Crumb[]): Html | null {
  if (!crumbs.length) return null;
  const links = crumbs.map(c => html`<a href="${url(c.href)}">${wholeCodes(c.label)}</a>`);
  return html`<nav class="crumb" aria-label="${t('ui.crumbs')}">${join(links, ' › ')}</nav>
`;
}
