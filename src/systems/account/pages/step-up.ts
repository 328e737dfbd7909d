import { demoCode, sessionCookie, stepUpWith } from '#engines/identity';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { type FieldError, html } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { formView } from '../form-view.ts';
import { nextOf } from '../request.ts';
import { demoNote } from './demo-note.ts';
import { noProof, PROOF_FIELD, postedProof, proofByPasskey, proofFields } from './proof-forms.ts';

const PATH = '/tai-khoan/xac-nhan';

async function show(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const { accountId } = ctx.visitor!;
  const next = nextOf(ctx);
  const code = await demoCode(ctx, { accountId });
  const hidden = next ? html`<input type="hidden" name="next" value="${next}">` : null;
  return accountPage(
    ctx,
    { title: t('account.step-up.title'), errors, backTo: next ?? '/tai-khoan' },
    formView(ctx, {
      title: t('account.step-up.title'),
      lead: html`<p>${t('account.step-up.about')}</p>${demoNote(ctx, code)}`,
      action: PATH,
      errors,
      next,
      fields: proofFields(ctx, errors),
      button: t('account.step-up.continue'),
      after: await proofByPasskey(ctx, accountId, PATH, hidden),
    }),
  );
}

async function prove(ctx: Ctx): Promise<Answer> {
  const proof = postedProof(ctx);
  if (!proof) return show(ctx, noProof(ctx));
  try {
    const token = await stepUpWith(ctx, ctx.visitor!, proof, ctx.req.ip);
    return redirect(nextOf(ctx) ?? '/tai-khoan', { cookies: [sessionCookie(ctx.config, 'official', token)] });
  } catch (error) {
    return show(ctx, refusalOf(ctx, error, PROOF_FIELD));
  }
}

export const stepUpRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'official', handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule: 'official', handler: prove },
];
