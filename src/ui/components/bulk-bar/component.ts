import type { Translate } from '#platform/i18n';
import { type Html, html, type Printable } from '../../html.ts';
import { button } from '../button/component.ts';

/**
 * What can be done with the rows that are ticked. It stands in the form that holds the list, sends `name=value` of the
 * button pressed, and is seen only while a row is ticked (by CSS alone, so that it works without script).
 */
export const bulkBar = (
  t: Translate,
  props: {
    actions: ReadonlyArray<{ name: string; value: string; label: string; key?: string }>;
    note?: Printable;
  },
): Html =>
  html`<div class="bulk" role="group" aria-label="${t('ui.bulk.label')}"><b>${t('ui.bulk.selected')}</b>
${props.actions.map(a => button({ ...a, alt: true }))}${props.note && html`<span class="push q">${props.note}</span>`}</div>
`;
