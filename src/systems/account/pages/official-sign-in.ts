import { beginOfficialSignIn, signInCookie } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, note, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { keptForm } from '../kept-form.ts';
import { nextOf, withNext } from '../request.ts';
import { stagePath } from './stages.ts';

const USER = 'ten-dang-nhap';
const PASSWORD = 'mat-khau';
const PATH = '/can-bo/dang-nhap';

const show = (ctx: Ctx, errors: readonly FieldError[] = []): Answer => {
  const { t, site } = ctx;
  const next = nextOf(ctx);
  return accountPage(
    ctx,
    { title: t('account.official.title'), errors },
    formView(ctx, {
      title: t('account.official.title'),
      lead: html`${keptForm(ctx)}<p>${t('account.official.about')}</p>${site.demo && note(t('account.official.demo'))}`,
      action: PATH,
      errors,
      next,
      fields: html`${textField(t, {
        name: USER,
        label: t('account.official.user'),
        hint: t('account.official.user-hint'),
        value: posted(ctx.req.body, USER),
        error: errorOf(errors, USER),
        focus: errors.length === 0,
        autocomplete: 'username',
        maxlength: 254,
      })}${textField(t, {
        name: PASSWORD,
        label: t('account.official.password'),
        error: errorOf(errors, PASSWORD),
        type: 'password',
        autocomplete: 'current-password',
        maxlength: 1000,
      })}`,
      button: t('account.official.continue'),
      after: html`<p class="q">${t('account.official.lost')}</p>
<p><a href="${withNext('/dang-nhap', next)}">${t('account.official.citizen')}</a></p>`,
    }),
  );
};

async function send(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const user = posted(req.body, USER);
  // Not trimmed: a space may be part of it.
  const password = typeof req.body[PASSWORD] === 'string' ? req.body[PASSWORD] : '';
  const errors: FieldError[] = [];
  if (!user) errors.push({ path: USER, message: t('account.official.user-error') });
  if (!password) errors.push({ path: PASSWORD, message: t('account.official.password-error') });
  if (errors.length) return show(ctx, errors);
  try {
    const begun = await beginOfficialSignIn(ctx, {
      user,
      password,
      ip: req.ip,
      next: nextOf(ctx),
      lang: ctx.lang,
    });
    return redirect(stagePath(begun.stage), { cookies: [signInCookie(ctx.config, begun.token)] });
  } catch (error) {
    return show(ctx, refusalOf(ctx, error, USER));
  }
}

export const officialSignInRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    rule: 'public',
    handler: async ctx => (ctx.visitor?.kind === 'official' ? redirect(nextOf(ctx) ?? '/can-bo') : show(ctx)),
  },
  {
    method: 'POST',
    path: PATH,
    rule: 'public',
    secret: true,
    rateLimit: { max: 240, windowSeconds: 60 },
    handler: send,
  },
];
