import type { Translate } from '#platform/i18n';
import { button, details, type Html, html, textField } from '#ui';
import { scanScript, WEDGE } from '../browser/scripts.ts';

/** The field into which a scanner types, or a camera puts, what the code on a card says. */
export const CARD_FIELD = '_card';

/**
 * A part of a form that fills the fields of its page from the QR code on a citizen card. A scanner that types like a keyboard ends with
 * Enter, which sends the form; a camera needs script, and its button is hidden without. Where the form is taken: a `_card` that is not empty
 * is read (`readCard`) before anything else, and the page shown again, filled in. `open`: at a counter, where it is the usual way.
 */
export const scanField = (
  t: Translate,
  props: { error?: string | undefined; typed?: string; open?: boolean },
): Html =>
  details(
    { summary: t('forms.card.title'), open: props.open === true || props.error !== undefined },
    html`${textField(t, {
      name: CARD_FIELD,
      label: t('forms.card.label'),
      hint: t('forms.card.hint'),
      error: props.error,
      value: props.typed,
      autocomplete: 'off',
      maxlength: 1_000,
    })}<p>${button({ label: t('forms.card.fill'), alt: true, name: '_quet', value: '1' })}</p><p><button type="button" class="btn alt" data-click="${scanScript(t.lang)}" data-camera data-keys="${WEDGE}" hidden>${t('forms.card.camera')}</button></p>
`,
  );
