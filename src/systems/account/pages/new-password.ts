import { chooseFirstPassword, SHORTEST } from '#engines/identity';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { type FieldError, type Html, html, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { signInToken } from '../request.ts';
import { atStage, stagePath } from './stages.ts';

const NEW = 'mat-khau-moi';
const AGAIN = 'nhap-lai';
const PATH = '/can-bo/dang-nhap/mat-khau';

/** The two fields of a new password. */
export const newPasswordFields = ({ t }: Ctx, errors: readonly FieldError[]): Html =>
  html`${textField(t, {
    name: NEW,
    label: t('account.password.new'),
    hint: t('account.password.hint', { shortest: SHORTEST }),
    error: errorOf(errors, NEW),
    type: 'password',
    autocomplete: 'new-password',
    maxlength: 200,
  })}${textField(t, {
    name: AGAIN,
    label: t('account.password.again'),
    error: errorOf(errors, AGAIN),
    type: 'password',
    autocomplete: 'new-password',
    maxlength: 200,
  })}`;

/** The new password as typed twice, or what is wrong. */
export function readNewPassword({ t, req }: Ctx): { password: string; errors: FieldError[] } {
  const text = (name: string) => (typeof req.body[name] === 'string' ? (req.body[name] as string) : '');
  const password = text(NEW);
  const errors: FieldError[] = [];
  if (!password) errors.push({ path: NEW, message: t('account.password.error', { shortest: SHORTEST }) });
  else if (password !== text(AGAIN)) errors.push({ path: AGAIN, message: t('account.password.differs') });
  return { password, errors };
}

export const refusedPassword = (ctx: Ctx, error: unknown): FieldError[] => refusalOf(ctx, error, NEW);

const show = (ctx: Ctx, errors: readonly FieldError[] = []): Answer => {
  const { t } = ctx;
  return accountPage(
    ctx,
    { title: t('account.password.first-title'), errors },
    formView(ctx, {
      title: t('account.password.first-title'),
      lead: html`<p>${t('account.password.first-about')}</p>`,
      action: PATH,
      errors,
      fields: newPasswordFields(ctx, errors),
      button: t('account.password.save-continue'),
    }),
  );
};

async function save(ctx: Ctx): Promise<Answer> {
  const { password, errors } = readNewPassword(ctx);
  if (errors.length) return show(ctx, errors);
  try {
    return redirect(stagePath(await chooseFirstPassword(ctx, signInToken(ctx), password)));
  } catch (error) {
    return show(ctx, refusedPassword(ctx, error));
  }
}

export const newPasswordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    rule: 'public',
    handler: ctx => atStage(ctx, 'new-password', async () => show(ctx)),
  },
  {
    method: 'POST',
    path: PATH,
    rule: 'public',
    secret: true,
    handler: ctx => atStage(ctx, 'new-password', () => save(ctx)),
  },
];
