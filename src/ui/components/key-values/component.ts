import type { Translate } from '#platform/i18n';
import { wholeCodes } from '../../format/whole-codes.ts';
import { type Html, html, type Printable, url } from '../../html.ts';

export type KeyValue = {
  label: Printable;
  value: Printable;
  /** "Sửa" and, for those who do not see the row, what. */
  change?: { href: string; label?: string };
};

/** Facts, or answers to check. Not for rows to be compared: that is a table. */
export const keyValues = (t: Translate, rows: readonly KeyValue[]): Html =>
  html`<dl class="kv">
${rows.map(
  row => html`<div><dt>${row.label}</dt><dd>${typeof row.value === 'string' ? wholeCodes(row.value) : row.value}</dd>${
    row.change &&
    html`<dd><a href="${url(row.change.href)}">${row.change.label ?? t('ui.change')}<span class="vh"> ${row.label}</span></a></dd>`
  }</div>
`,
)}</dl>
`;
