import { beginCitizenSignIn, readEmail, readName, readPhone, signInCookie } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { nameError } from '../name-error.ts';
import { nextOf, withNext } from '../request.ts';

const NAME = 'ho-ten';
const PHONE = 'dien-thoai';
const EMAIL = 'thu-dien-tu';
const ONE_OF = 'it-nhat-mot';

const show = (ctx: Ctx, errors: readonly FieldError[] = []): Answer => {
  const { t, req } = ctx;
  const next = nextOf(ctx);
  const field = (name: string) => ({ name, value: posted(req.body, name), error: errorOf(errors, name) });
  return accountPage(
    ctx,
    { title: t('account.register.title'), errors },
    formView(ctx, {
      title: t('account.register.title'),
      lead: html`<p>${t('account.register.about')}</p>`,
      action: '/dang-ky',
      errors,
      next,
      fields: html`${textField(t, {
        ...field(NAME),
        label: t('account.name.label'),
        hint: t('account.name.hint'),
        autocomplete: 'name',
      })}<div role="group" aria-labelledby="${ONE_OF}"><p id="${ONE_OF}">${t('account.register.one-of')}</p>${textField(
        t,
        {
          ...field(PHONE),
          label: t('account.phone.label'),
          hint: t('account.phone.hint'),
          type: 'tel',
          inputmode: 'tel',
          autocomplete: 'tel',
          narrow: true,
          maxlength: 20,
        },
      )}${textField(t, {
        ...field(EMAIL),
        label: t('account.email.label'),
        hint: t('account.email.hint'),
        type: 'email',
        inputmode: 'email',
        autocomplete: 'email',
        maxlength: 254,
      })}</div>`,
      button: t('account.sign-in.send'),
      after: html`<p>${t('account.register.have')} <a href="${withNext('/dang-nhap', next)}">${t('account.sign-in.link')}</a></p>`,
    }),
  );
};

async function send(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const name = readName(posted(req.body, NAME));
  const typedPhone = posted(req.body, PHONE);
  const typedEmail = posted(req.body, EMAIL);
  const phone = readPhone(typedPhone);
  const email = readEmail(typedEmail);
  const errors: FieldError[] = [];
  const wrongName = nameError(t, posted(req.body, NAME));
  if (wrongName) errors.push({ path: NAME, message: wrongName });
  // Who has no telephone of his own may register with an e-mail address alone.
  if (!typedPhone && !typedEmail) errors.push({ path: PHONE, message: t('account.register.one-of') });
  else if (!phone && (typedPhone || !email)) errors.push({ path: PHONE, message: t('account.phone.error') });
  if (typedEmail && !email) errors.push({ path: EMAIL, message: t('account.email.error') });
  if (errors.length || !name) return show(ctx, errors);
  try {
    const asked = { name, next: nextOf(ctx), lang: ctx.lang, ip: ctx.req.ip };
    const token = await beginCitizenSignIn(
      ctx,
      phone
        ? { ...asked, contact: { channel: 'sms', to: phone }, ...(email ? { email } : {}) }
        : { ...asked, contact: { channel: 'email', to: email ?? '' } },
    );
    return redirect('/dang-nhap/ma', { cookies: [signInCookie(ctx.config, token)] });
  } catch (error) {
    return show(ctx, refusalOf(ctx, error, phone ? PHONE : EMAIL));
  }
}

export const registerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/dang-ky',
    rule: 'public',
    handler: async ctx => (ctx.visitor ? redirect(nextOf(ctx) ?? '/tai-khoan') : show(ctx)),
  },
  {
    method: 'POST',
    path: '/dang-ky',
    rule: 'public',
    rateLimit: { max: 60, windowSeconds: 60 },
    handler: send,
  },
];
