import { findSignIn, finishRegistration, readName, vaultService } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, textField } from '#ui';
import { accountPage, signedIn } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { nameError } from '../name-error.ts';
import { browserOf, signInToken } from '../request.ts';

const NAME = 'ho-ten';
const PATH = '/dang-nhap/ten';

async function show(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const step = await findSignIn(ctx.db, ctx.get(vaultService), signInToken(ctx), ctx.clock.now());
  if (step?.stage !== 'name') return redirect('/dang-nhap');
  return accountPage(
    ctx,
    { title: t('account.new.title'), errors },
    formView(ctx, {
      title: t('account.new.title'),
      lead: html`<p>${t('account.new.about')}</p>`,
      action: PATH,
      errors,
      fields: textField(t, {
        name: NAME,
        label: t('account.name.label'),
        hint: t('account.name.hint'),
        value: posted(ctx.req.body, NAME),
        error: errorOf(errors, NAME),
        autocomplete: 'name',
      }),
      button: t('account.new.create'),
    }),
  );
}

async function create(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, NAME);
  const name = readName(typed);
  if (!name)
    return show(ctx, [{ path: NAME, message: nameError(ctx.t, typed) ?? ctx.t('account.name.error') }]);
  try {
    return signedIn(ctx, await finishRegistration(ctx, signInToken(ctx), name, browserOf(ctx)));
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect('/dang-nhap');
    throw error;
  }
}

export const nameRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'public', handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule: 'public', handler: create },
];
