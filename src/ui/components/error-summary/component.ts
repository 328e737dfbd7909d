import type { Translate } from '#platform/i18n';
import { type Html, html } from '../../html.ts';
import { fieldId } from '../field/frame.ts';

/** `path` is the field's name; the words are the same as at the field. */
export type FieldError = { path: string; message: string };

/** What has to be corrected, at the top of the form; nothing when there is nothing. It takes the focus when the page opens. */
export function errorSummary(t: Translate, errors: readonly FieldError[]): Html | null {
  if (!errors.length) return null;
  const title = errors.length === 1 ? t('ui.errors.one') : t('ui.errors.many', { count: errors.length });
  return html`<div class="sum" role="alert" aria-labelledby="es" tabindex="-1" autofocus>
<h2 id="es">${title}</h2>
<ul>${errors.map(e => html`<li><a href="#${fieldId(e.path)}">${e.message}</a></li>`)}</ul>
</div>
`;
}
