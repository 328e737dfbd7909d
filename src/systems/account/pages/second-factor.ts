import { showSecondFactor } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { refusalText, signedIn } from '../answers.ts';
import { browserOf, signInToken } from '../request.ts';
import { postedProof, proofPage } from './proof-page.ts';
import { atStage, stagePath } from './stages.ts';

const PATH = stagePath('second-factor');

const show = (ctx: Ctx, accountId: string, error?: string): Promise<Answer> =>
  proofPage(ctx, {
    accountId,
    title: ctx.t('account.factor.title'),
    action: PATH,
    button: ctx.t('account.factor.sign-in'),
    backTo: stagePath(undefined),
    ...(error ? { error } : {}),
  });

async function prove(ctx: Ctx, accountId: string): Promise<Answer> {
  const proof = postedProof(ctx);
  if (!proof) return show(ctx, accountId, ctx.t('account.factor.code-error'));
  try {
    return signedIn(ctx, await showSecondFactor(ctx, signInToken(ctx), proof, browserOf(ctx)));
  } catch (error) {
    if (isAppError(error) && error.code === 'SIGN_IN_LOST') return redirect(stagePath(undefined));
    return show(ctx, accountId, refusalText(ctx, error));
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
    secret: true,
    handler: ctx => atStage(ctx, 'second-factor', ({ accountId }) => prove(ctx, accountId ?? '')),
  },
];
