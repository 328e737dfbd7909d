import {
  beginContact,
  proveContact,
  readContact,
  sessionCookie,
  signInCookie,
  withStepUp,
} from '#engines/identity';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { type FieldError, html, textField } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { signInToken } from '../request.ts';
import { codePage, refusedCode, sendCodeAgain, typedCode } from './code.ts';

const FIELD = 'lien-he';
const PATH = '/tai-khoan/lien-he';
const PLACE = {
  action: `${PATH}/ma`,
  again: `${PATH}/ma/gui-lai`,
  lost: PATH,
  button: 'account.contact.use',
};

const show = (ctx: Ctx, errors: readonly FieldError[] = []): Answer => {
  const { t } = ctx;
  return accountPage(
    ctx,
    { title: t('account.contact.title'), errors, backTo: '/tai-khoan' },
    formView(ctx, {
      title: t('account.contact.title'),
      lead: html`<p>${t('account.contact.about')}</p>`,
      action: PATH,
      errors,
      fields: textField(t, {
        name: FIELD,
        label: t('account.contact.label'),
        hint: t('account.contact.hint'),
        value: posted(ctx.req.body, FIELD),
        error: errorOf(errors, FIELD),
        maxlength: 254,
      }),
      button: t('account.sign-in.send'),
    }),
  );
};

/** Whose account it is, in which session and from where; the routes' rule lets citizens in only. */
function ownOf({ visitor, req }: Ctx): { accountId: string; sessionId: string; ip: string } {
  if (visitor?.kind !== 'citizen') throw NotFound();
  return { ...visitor, ip: req.ip };
}

async function send(ctx: Ctx): Promise<Answer> {
  const contact = readContact(posted(ctx.req.body, FIELD));
  if (!contact) return show(ctx, [{ path: FIELD, message: ctx.t('account.contact.error') }]);
  try {
    const token = await beginContact(ctx, { ...ownOf(ctx), contact, lang: ctx.lang });
    return redirect(PLACE.action, { cookies: [signInCookie(ctx.config, token)] });
  } catch (error) {
    if (isAppError(error) && error.code === 'STEP_UP_NEEDED') throw error;
    return show(ctx, refusalOf(ctx, error, FIELD));
  }
}

async function prove(ctx: Ctx): Promise<Answer> {
  try {
    const done = await proveContact(ctx, signInToken(ctx), ownOf(ctx), typedCode(ctx));
    if (done.kind === 'added') return redirect('/tai-khoan');
    // The session has shown anew whose it is, and has another token for it.
    return redirect(PLACE.action, { cookies: [sessionCookie(ctx.config, 'citizen', done.token)] });
  } catch (error) {
    return refusedCode(ctx, error, PLACE);
  }
}

export const contactRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'citizen', handler: async ctx => show(ctx) },
  { method: 'POST', path: PATH, rule: 'citizen', handler: withStepUp(send, PATH) },
  { method: 'GET', path: PLACE.action, rule: 'citizen', handler: ctx => codePage(ctx, PLACE) },
  { method: 'POST', path: PLACE.action, rule: 'citizen', secret: true, handler: prove },
  { method: 'POST', path: PLACE.again, rule: 'citizen', handler: sendCodeAgain(PLACE) },
];
