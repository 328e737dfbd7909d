import { demoCode, showSecondFactor } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { type FieldError, html } from '#ui';
import { accountPage, refusalOf, signedIn } from '../answers.ts';
import { formView } from '../form-view.ts';
import { browserOf, signInToken } from '../request.ts';
import { demoNote } from './demo-note.ts';
import { noProof, PROOF_FIELD, postedProof, proofByPasskey, proofFields } from './proof-forms.ts';
import { atStage, stagePath } from './stages.ts';

const PATH = stagePath('second-factor');

async function show(ctx: Ctx, accountId: string, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const code = await demoCode(ctx, { accountId });
  return accountPage(
    ctx,
    { title: t('account.factor.title'), errors, backTo: stagePath(undefined) },
    formView(ctx, {
      title: t('account.factor.title'),
      lead: html`<p>${t('account.factor.about')}</p>${demoNote(ctx, code)}`,
      action: PATH,
      errors,
      fields: proofFields(ctx, errors),
      button: t('account.factor.sign-in'),
      after: await proofByPasskey(ctx, accountId, PATH, null),
    }),
  );
}

async function prove(ctx: Ctx, accountId: string): Promise<Answer> {
  const proof = postedProof(ctx);
  if (!proof) return show(ctx, accountId, noProof(ctx));
  try {
    return signedIn(ctx, await showSecondFactor(ctx, signInToken(ctx), proof, browserOf(ctx)));
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(stagePath(undefined));
    return show(ctx, accountId, refusalOf(ctx, error, PROOF_FIELD));
  }
}

export const secondFactorRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    rule: 'public',
    handler: ctx => atStage(ctx, 'second-factor', ({ accountId }) => show(ctx, accountId ?? '')),
  },
  {
    method: 'POST',
    path: PATH,
    rule: 'public',
    handler: ctx => atStage(ctx, 'second-factor', ({ accountId }) => prove(ctx, accountId ?? '')),
  },
];
