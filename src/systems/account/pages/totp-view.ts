import type { Ctx } from '#platform/http';
import { qrPath } from '#platform/pdf';
import { type FieldError, type Html, html, textField } from '#ui';
import { errorOf } from '../form-view.ts';

const CODE = 'ma';
export const TOTP_FIELD = CODE;

/** How to put the account into an authenticator app: QR code, the same secret to type, and a link for this very telephone. */
export function totpSetup({ t }: Ctx, totp: { secret: string; uri: string }): Html {
  const { side, d } = qrPath(totp.uri);
  return html`<ol><li>${t('account.totp.install')}</li>
<li>${t('account.totp.scan')}
<p><svg role="img" aria-label="${t('account.totp.qr')}" width="220" height="220" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${d}"/></svg></p>
<p>${t('account.totp.type')} <b class="num">${totp.secret}</b></p>
<p><a href="${totp.uri}">${t('account.totp.open')}</a></p></li>
<li>${t('account.totp.then')}</li></ol>`;
}

export const totpField = ({ t }: Ctx, errors: readonly FieldError[]): Html =>
  textField(t, {
    name: CODE,
    label: t('account.factor.code'),
    hint: t('account.factor.code-hint'),
    error: errorOf(errors, CODE),
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    narrow: true,
    maxlength: 12,
  });
