import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { qrPath } from '#platform/pdf';
import { type FieldError, type Html, html, textField } from '#ui';
import { refusalOf } from '../answers.ts';
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

/** Why setting up the app was refused: where user and password are known already, a refusal is about the code alone. */
export const refusedTotp = (ctx: Ctx, error: unknown): FieldError[] =>
  isAppError(error) && error.code === 'SIGN_IN_REFUSED'
    ? [{ path: CODE, message: ctx.t('account.totp.code-wrong') }]
    : refusalOf(ctx, error, CODE);

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
