import { sessionCookie, stepUpWith } from '#engines/identity';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { refusalText } from '../answers.ts';
import { nextOf } from '../request.ts';
import { postedProof, proofPage } from './proof-page.ts';

const PATH = '/tai-khoan/xac-nhan';

function show(ctx: Ctx, error?: string): Promise<Answer> {
  const { t } = ctx;
  const next = nextOf(ctx);
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
    const token = await stepUpWith(ctx, ctx.visitor!, proof, ctx.req.ip);
    return redirect(nextOf(ctx) ?? '/tai-khoan', { cookies: [sessionCookie(ctx.config, 'official', token)] });
  } catch (error) {
    return show(ctx, refusalText(ctx, error));
  }
}

export const stepUpRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'official', handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule: 'official', secret: true, handler: prove },
];
