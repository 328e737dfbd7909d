import { demoCode, factorsOf, type Proof, proofOptions } from '#engines/identity';
import { type Answer, type Ctx, textField as posted } from '#platform/http';
import { button, csrfField, details, errorSummary, type FieldError, type Html, html, textField } from '#ui';
import { accountPage } from '../answers.ts';
import { demoNote } from './demo-note.ts';
import { passkeyForm, postedPasskey } from './passkey-form.ts';

const CODE = 'ma';
const RECOVERY = 'ma-du-phong';

export type ProofPage = {
  accountId: string;
  title: string;
  about?: string;
  action: string;
  button: string;
  backTo: string;
  next?: string | null;
  /** Below the form. */
  after?: Html | false;
  /** What was wrong with the proof that was shown. */
  error?: string;
};

const appField = ({ t }: Ctx, error: string | undefined): Html =>
  html`<p>${t('account.factor.about')}</p>${textField(t, {
    name: CODE,
    label: t('account.factor.code'),
    hint: t('account.factor.code-hint'),
    error,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    narrow: true,
    maxlength: 12,
    // Who has the code before his eyes types it at once.
    focus: error === undefined,
  })}`;

const recoveryField = ({ t }: Ctx, error: string | undefined): Html =>
  textField(t, {
    name: RECOVERY,
    label: t('account.factor.recovery'),
    hint: t('account.factor.recovery-hint'),
    error,
    autocomplete: 'off',
    maxlength: 40,
  });

/** Asks for a second factor that the account has: passkey, code of the app, or a recovery code when neither is at hand. */
export async function proofPage(ctx: Ctx, asked: ProofPage): Promise<Answer> {
  const { t } = ctx;
  const { accountId, action, error } = asked;
  const app = (await factorsOf(ctx.db, accountId)).totpSince !== null;
  const errors: FieldError[] = error ? [{ path: app ? CODE : RECOVERY, message: error }] : [];
  const hidden = asked.next ? html`<input type="hidden" name="next" value="${asked.next}">` : null;
  const byPasskey = passkeyForm(
    ctx,
    {
      ask: 'get',
      action,
      options: await proofOptions(ctx, accountId),
      title: t(app ? 'account.passkey.use-title' : 'account.passkey.title'),
      about: t('account.passkey.use-about'),
      button: t('account.passkey.use'),
      main: !app,
    },
    hidden,
  );
  const send = html`<p>${button({ label: asked.button, alt: !app })}</p>`;
  const form = html`<form method="post" action="${action}" novalidate>${csrfField(ctx)}${hidden}
${
  app
    ? html`${appField(ctx, error)}${details({ summary: t('account.factor.no-phone') }, recoveryField(ctx, undefined))}${send}`
    : details(
        { summary: t('account.factor.no-passkey'), open: Boolean(error) },
        html`${recoveryField(ctx, error)}${send}`,
      )
}</form>`;
  return accountPage(
    ctx,
    { title: asked.title, errors, backTo: asked.backTo },
    html`${errorSummary(t, errors)}<h1>${asked.title}</h1>
${asked.about && html`<p>${asked.about}</p>`}
${demoNote(ctx, await demoCode(ctx, { accountId }))}
${app ? html`${form}${byPasskey}` : html`${byPasskey}${form}`}${asked.after}`,
  );
}

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
