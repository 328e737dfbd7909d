import type { Mailing, ToGive } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { button, csrfField, type Errors, errorOf, type Html, html, textField, typedOr } from '#ui';
import { givesField, givesWords } from '../hand-over/gives.ts';
import { letterPath } from './reach.ts';

export const ADDRESS = 'dia-chi';
export const TRACKING = 'ma';

/** The way to send what came back by post again: what it is, where to, and the number of the new letter where it is known. */
export function againForm(ctx: Ctx, letter: Mailing, gives: readonly ToGive[], errors: Errors): Html {
  const { t } = ctx;
  return html`<section class="card"><h2>${t('one-stop.mail.again-title')}</h2><p>${t('one-stop.mail.again-about')}</p><p>${givesWords(ctx, gives)}</p><form method="post" action="${letterPath(letter)}/gui-lai" novalidate>${csrfField(ctx)}${givesField(ctx, gives)}
${textField(t, { name: ADDRESS, label: t('one-stop.mail.address-ask'), hint: t('one-stop.mail.again-hint'), value: typedOr(ctx, ADDRESS, letter.address), error: errorOf(errors, ADDRESS), autocomplete: 'off', maxlength: 200 })}${textField(t, { name: TRACKING, label: t('one-stop.counter.tracking'), optional: true, value: typedOr(ctx, TRACKING), error: errorOf(errors, TRACKING), autocomplete: 'off', most: 40, scanned: true })}<p>${button({ label: t('one-stop.mail.again-button'), alt: true })}</p></form></section>`;
}
