import { beginCitizenSignIn, readContact, signInCookie } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { nextOf, withNext } from '../request.ts';

const FIELD = 'lien-he';

const show = (ctx: Ctx, value: string, errors: readonly FieldError[] = []): Answer => {
  const { t } = ctx;
  const next = nextOf(ctx);
  return accountPage(
    ctx,
    { title: t('account.sign-in.title'), errors },
    formView(ctx, {
      title: t('account.sign-in.title'),
      lead: html`<p>${t('account.sign-in.about')}</p>`,
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
      after: html`<p>${t('account.sign-in.no-account')} <a href="${withNext('/dang-ky', next)}">${t('account.register.link')}</a></p>
<p><a href="${withNext('/can-bo/dang-nhap', next)}">${t('account.sign-in.official')}</a></p>`,
    }),
  );
};

async function send(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, FIELD);
  const contact = readContact(typed);
  if (!contact) return show(ctx, typed, [{ path: FIELD, message: ctx.t('account.contact.error') }]);
  try {
    const token = await beginCitizenSignIn(ctx, { contact, next: nextOf(ctx), lang: ctx.lang });
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
