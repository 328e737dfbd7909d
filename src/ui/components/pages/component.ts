import type { Translate } from '#platform/i18n';
import { formatNumber } from '../../format/numbers.ts';
import { type Html, html, url } from '../../html.ts';

export type PagesProps = {
  /** Number of the first and the last row shown, counted from 1. */
  from: number;
  to: number;
  /** All rows; left out where counting them would cost more than it tells. */
  total?: number;
  previous?: string | undefined;
  next?: string | undefined;
};

/** Where one is in a long list, and the way on; nothing when all is shown on one page. */
export function pages(t: Translate, props: PagesProps): Html | null {
  if (!props.previous && !props.next) return null;
  const n = (value: number) => formatNumber(value, { lang: t.lang });
  const shown =
    props.total !== undefined &&
    t('ui.pages.shown', { from: n(props.from), to: n(props.to), total: n(props.total) });
  return html`<nav class="row pages" aria-label="${t('ui.pages.label')}">${shown && html`<span class="q">${shown}</span>`}${
    props.previous && html`<a href="${url(props.previous)}" rel="prev">${t('ui.pages.previous')}</a>`
  }${props.next && html`<a href="${url(props.next)}" rel="next">${t('ui.pages.next')}</a>`}</nav>
`;
}
