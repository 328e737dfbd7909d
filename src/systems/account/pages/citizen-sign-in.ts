import {
  beginCitizenSignIn,
  findSignIn,
  passkeysWork,
  readContact,
  signInCookie,
  vaultService,
} from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { keptForm } from '../kept-form.ts';
import { nextOf, signInToken, withNext } from '../request.ts';
import { BY_PASSKEY } from './by-passkey.ts';

const FIELD = 'lien-he';

/** Whether this browser waits for a code that was sent: then it need not ask for another. */
async function awaitsCode(ctx: Ctx): Promise<boolean> {
  const token = signInToken(ctx);
  if (!token) return false;
  return (await findSignIn(ctx.db, ctx.get(vaultService), token, ctx.clock.now()))?.stage === 'code';
}

async function show(ctx: Ctx, value: string, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const codeSent = await awaitsCode(ctx);
  const next = nextOf(ctx);
  return accountPage(
    ctx,
    { title: t('account.sign-in.title'), errors },
    formView(ctx, {
      title: t('account.sign-in.title'),
      lead: html`${keptForm(ctx)}<p>${t('account.sign-in.about')}</p>`,
      action: '/dang-nhap',
      errors,
      next,
      fields: textField(t, {
        name: FIELD,
        label: t('account.contact.label'),
        hint: t('account.contact.hint'),
        value,
        error: errorOf(errors, FIELD),
        autocomplete: 'username',
        maxlength: 254,
      }),
      button: t('account.sign-in.send'),
      after: html`${codeSent && html`<p>${t('account.sign-in.have-code')} <a href="/dang-nhap/ma">${t('account.sign-in.to-code')}</a></p>`}<p>${t('account.sign-in.no-account')} <a href="${withNext('/dang-ky', next)}">${t('account.register.link')}</a></p>
${passkeysWork(ctx.site) && html`<p><a href="${withNext(BY_PASSKEY, next)}">${t('account.sign-in.by-passkey')}</a></p>`}
<p><a href="${withNext('/can-bo/dang-nhap', next)}">${t('account.sign-in.official')}</a></p>`,
    }),
  );
}

async function send(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, FIELD);
  const contact = readContact(typed);
  if (!contact) return show(ctx, typed, [{ path: FIELD, message: ctx.t('account.contact.error') }]);
  try {
    const token = await beginCitizenSignIn(ctx, {
      contact,
      next: nextOf(ctx),
      lang: ctx.lang,
      ip: ctx.req.ip,
    });
    return redirect('/dang-nhap/ma', { cookies: [signInCookie(ctx.config, token)] });
  } catch (error) {
    return show(ctx, typed, refusalOf(ctx, error, FIELD));
  }
}

export const signInRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/dang-nhap',
    rule: 'public',
    handler: async ctx => (ctx.visitor ? redirect(nextOf(ctx) ?? '/tai-khoan') : show(ctx, '')),
  },
  {
    method: 'POST',
    path: '/dang-nhap',
    rule: 'public',
    rateLimit: { max: 60, windowSeconds: 60 },
    handler: send,
  },
];
