import {
  beginConfirmation,
  confirmOwn,
  factorsOf,
  hasFactor,
  sessionCookie,
  signInCookie,
  stepUpWith,
} from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { type FieldError, html } from '#ui';
import { accountPage, refusalOf, refusalText } from '../answers.ts';
import { formView } from '../form-view.ts';
import { nextOf, signInToken, withNext } from '../request.ts';
import { codePage, refusedCode, sendCodeAgain, typedCode } from './code.ts';
import { postedProof, proofPage } from './proof-page.ts';

const PATH = '/tai-khoan/xac-nhan';

const PLACE = {
  action: `${PATH}/ma`,
  again: `${PATH}/ma/gui-lai`,
  lost: PATH,
  button: 'account.step-up.continue',
  confirm: 'account.step-up.about',
};

/** A citizen who has nothing but a code: it is sent at his wish, since it costs something and comes at once. */
const askToSend = (ctx: Ctx, errors: readonly FieldError[] = []): Answer =>
  accountPage(
    ctx,
    { title: ctx.t('account.step-up.title'), errors, backTo: '/tai-khoan' },
    formView(ctx, {
      title: ctx.t('account.step-up.title'),
      lead: html`<p>${ctx.t('account.step-up.about')}</p><p>${ctx.t('account.step-up.code')}</p>`,
      action: `${PATH}/gui`,
      errors,
      next: nextOf(ctx),
      fields: null,
      button: ctx.t('account.sign-in.send'),
    }),
  );

async function send(ctx: Ctx): Promise<Answer> {
  const { accountId } = ctx.visitor!;
  try {
    const token = await beginConfirmation(ctx, {
      accountId,
      next: nextOf(ctx),
      lang: ctx.lang,
      ip: ctx.req.ip,
    });
    return redirect(PLACE.action, { cookies: [signInCookie(ctx.config, token)] });
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(withNext(PATH, nextOf(ctx)));
    return askToSend(ctx, refusalOf(ctx, error, 'gui'));
  }
}

async function confirm(ctx: Ctx): Promise<Answer> {
  try {
    const { token, next } = await confirmOwn(ctx, signInToken(ctx), ctx.visitor!, typedCode(ctx));
    return redirect(next ?? '/tai-khoan', { cookies: [sessionCookie(ctx.config, 'citizen', token)] });
  } catch (error) {
    return refusedCode(ctx, error, PLACE);
  }
}

async function show(ctx: Ctx, error?: string): Promise<Answer> {
  const { t } = ctx;
  const next = nextOf(ctx);
  if (ctx.visitor?.kind === 'citizen' && !hasFactor(await factorsOf(ctx.db, ctx.visitor.accountId)))
    return askToSend(ctx);
  return proofPage(ctx, {
    accountId: ctx.visitor!.accountId,
    title: t('account.step-up.title'),
    about: t('account.step-up.about'),
    action: PATH,
    button: t('account.step-up.continue'),
    backTo: next ?? '/tai-khoan',
    next,
    ...(error ? { error } : {}),
  });
}

async function prove(ctx: Ctx): Promise<Answer> {
  const proof = postedProof(ctx);
  if (!proof) return show(ctx, ctx.t('account.factor.code-error'));
  try {
    const kind = ctx.visitor!.kind === 'official' ? 'official' : 'citizen';
    const token = await stepUpWith(ctx, ctx.visitor!, proof, ctx.req.ip);
    return redirect(nextOf(ctx) ?? '/tai-khoan', { cookies: [sessionCookie(ctx.config, kind, token)] });
  } catch (error) {
    return show(ctx, refusalText(ctx, error));
  }
}

export const stepUpRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'signed-in', handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule: 'signed-in', secret: true, handler: prove },
  { method: 'POST', path: `${PATH}/gui`, rule: 'citizen', handler: send },
  { method: 'GET', path: PLACE.action, rule: 'citizen', handler: ctx => codePage(ctx, PLACE) },
  { method: 'POST', path: PLACE.action, rule: 'citizen', secret: true, handler: confirm },
  { method: 'POST', path: PLACE.again, rule: 'citizen', handler: sendCodeAgain(PLACE) },
];
