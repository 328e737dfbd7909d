import { enterCode, findSignIn, maskContact, sendAgain, vaultService } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, queryText, type Route, redirect } from '#platform/http';
import { csrfField, doneAt, type FieldError, html, note, textField } from '#ui';
import { accountPage, refusalOf, signedIn } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { browserOf, signInToken } from '../request.ts';
import { CITIZEN_FACTOR } from './stages.ts';

const CODE = 'ma';
/** In the address: another code has just been sent. */
const AGAIN = 'da-gui-lai';

/** The page that asks for a one-time code; also of an address that is being added to an account. */
export async function codePage(
  ctx: Ctx,
  place: { action: string; again: string; lost: string; button: string; confirm?: string },
  errors: readonly FieldError[] = [],
): Promise<Answer> {
  const { t, site } = ctx;
  const step = await findSignIn(ctx.db, ctx.get(vaultService), signInToken(ctx), ctx.clock.now());
  if (step?.stage === 'name') return redirect('/dang-nhap/ten');
  if (step?.stage === 'second-factor' && step.contact) return redirect(CITIZEN_FACTOR);
  if (step?.stage !== 'code' || !step.contact) return redirect(place.lost);
  const to = maskContact(step.contact.to);
  const again = queryText(ctx.req.query, 'xong') === AGAIN;
  return accountPage(
    ctx,
    { title: t('account.code.title'), errors, backTo: place.lost },
    formView(ctx, {
      title: t('account.code.title'),
      lead: html`${step.confirming && html`<p>${t(place.confirm ?? 'account.contact.confirm')}</p>`}
${again ? html`<div role="status">${note(t(`account.code.again-${step.contact.channel}`, { to }))}</div>` : html`<p>${t(`account.code.sent-${step.contact.channel}`, { to })}</p>`}
${site.demo && note(html`${t('account.code.demo')} <a href="/hop-thu-thu">${t('account.code.outbox')}</a>`)}`,
      action: place.action,
      errors,
      fields: textField(t, {
        name: CODE,
        label: t('account.code.label'),
        hint: t('account.code.hint'),
        error: errorOf(errors, CODE),
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        narrow: true,
        maxlength: 12,
      }),
      button: t(step.confirming ? 'account.contact.go-on' : place.button),
      after: html`<form method="post" action="${place.again}">${csrfField(ctx)}<p>${t('account.code.not-come')} <button class="link">${t('account.code.again')}</button></p></form>`,
    }),
  );
}

/** The code as it was typed. */
export const typedCode = (ctx: Ctx): string => posted(ctx.req.body, CODE);

/** A refusal of the code, at its field; a sign-in that is lost begins again. */
export async function refusedCode(
  ctx: Ctx,
  error: unknown,
  place: Parameters<typeof codePage>[1],
): Promise<Answer> {
  if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(place.lost);
  return codePage(ctx, place, refusalOf(ctx, error, CODE));
}

/** Another code instead of one that did not come: back to the page that asks for it. */
export const sendCodeAgain =
  (place: Parameters<typeof codePage>[1]) =>
  async (ctx: Ctx): Promise<Answer> => {
    try {
      await sendAgain(ctx, signInToken(ctx), ctx.req.ip);
      return redirect(doneAt(place.action, AGAIN));
    } catch (error) {
      return refusedCode(ctx, error, place);
    }
  };

const PLACE = {
  action: '/dang-nhap/ma',
  again: '/dang-nhap/ma/gui-lai',
  lost: '/dang-nhap',
  button: 'account.code.enter',
};

async function enter(ctx: Ctx): Promise<Answer> {
  // What cannot be the code does not use up a try.
  if (!/^\s*(\d\s*){6}$/.test(typedCode(ctx)))
    return codePage(ctx, PLACE, [{ path: CODE, message: ctx.t('account.code.error') }]);
  try {
    const signed = await enterCode(ctx, signInToken(ctx), typedCode(ctx), browserOf(ctx));
    if (signed === 'name-needed') return redirect('/dang-nhap/ten');
    return signed === 'factor-needed' ? redirect(CITIZEN_FACTOR) : signedIn(ctx, signed);
  } catch (error) {
    return refusedCode(ctx, error, PLACE);
  }
}

export const codeRoutes: readonly Route[] = [
  { method: 'GET', path: PLACE.action, rule: 'public', handler: ctx => codePage(ctx, PLACE) },
  {
    method: 'POST',
    path: PLACE.action,
    rule: 'public',
    secret: true,
    rateLimit: { max: 120, windowSeconds: 60 },
    handler: enter,
  },
  {
    method: 'POST',
    path: PLACE.again,
    rule: 'public',
    rateLimit: { max: 60, windowSeconds: 60 },
    handler: sendCodeAgain(PLACE),
  },
];
