import { type Proof, proofOptions } from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import { details, type FieldError, type Html, html, textField } from '#ui';
import { errorOf } from '../form-view.ts';
import { passkeyForm, postedPasskey } from './passkey-form.ts';

const CODE = 'ma';
const RECOVERY = 'ma-du-phong';

/** The field for the app's code, with recovery codes below for the day the telephone is lost. */
export const proofFields = ({ t }: Ctx, errors: readonly FieldError[]): Html =>
  html`${textField(t, {
    name: CODE,
    label: t('account.factor.code'),
    hint: t('account.factor.code-hint'),
    error: errorOf(errors, CODE),
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    narrow: true,
    maxlength: 12,
  })}${details(
    { summary: t('account.factor.no-phone') },
    textField(t, {
      name: RECOVERY,
      label: t('account.factor.recovery'),
      hint: t('account.factor.recovery-hint'),
      autocomplete: 'off',
      maxlength: 40,
    }),
  )}`;

/** The form for a passkey; nothing when the account has none. */
export const proofByPasskey = async (
  ctx: Ctx,
  accountId: string,
  action: string,
  next: Html | null,
): Promise<Html | null> =>
  passkeyForm(
    ctx,
    {
      ask: 'get',
      action,
      options: await proofOptions(ctx, accountId),
      title: ctx.t('account.passkey.use-title'),
      about: ctx.t('account.passkey.use-about'),
      button: ctx.t('account.passkey.use'),
    },
    next,
  );

/** What was shown: a passkey, a code or a recovery code; undefined when nothing was. */
export function postedProof(ctx: Ctx): Proof | undefined {
  const { req } = ctx;
  const response = postedPasskey<Extract<Proof, { kind: 'passkey' }>['response']>(ctx);
  if (response) return { kind: 'passkey', response };
  const code = posted(req.body, CODE);
  if (code) return { kind: 'totp', code };
  const recovery = posted(req.body, RECOVERY);
  return recovery ? { kind: 'recovery', code: recovery } : undefined;
}

export const noProof = ({ t }: Ctx): FieldError[] => [
  { path: CODE, message: t('account.factor.code-error') },
];
export const PROOF_FIELD = CODE;
