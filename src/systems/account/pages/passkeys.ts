import { addPasskey, passkeyOptions, removeFactor, requireFresh, withStepUp } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { errorSummary, type FieldError, html, note } from '#ui';
import { accountPage, refusalOf } from '../answers.ts';
import { passkeyForm, postedPasskey } from './passkey-form.ts';
import { LABEL, labelField } from './passkey-label.ts';
import { factorAdded } from './recovery-codes.ts';

const PATH = '/tai-khoan/khoa';
const FRESH = 10;

async function show(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  await requireFresh(ctx.db, ctx.visitor!, FRESH, ctx.clock.now());
  const form = passkeyForm(
    ctx,
    {
      ask: 'create',
      action: PATH,
      options: await passkeyOptions(ctx, ctx.visitor!.accountId),
      title: t('account.passkey.make-title'),
      about: t('account.passkey.about'),
      button: t('account.passkey.make'),
      main: true,
    },
    labelField(ctx),
  );
  return accountPage(
    ctx,
    { title: t('account.passkey.title'), errors, backTo: '/tai-khoan' },
    html`${errorSummary(t, errors)}<h1>${t('account.passkey.title')}</h1>
${form ?? note(t('account.passkey.not-here'))}`,
  );
}

async function add(ctx: Ctx): Promise<Answer> {
  const response = postedPasskey<Parameters<typeof addPasskey>[2]['response']>(ctx);
  if (!response) return show(ctx, [{ path: LABEL, message: ctx.t('account.passkey.failed') }]);
  try {
    const label = posted(ctx.req.body, LABEL) || ctx.t('account.passkey.default-label');
    return factorAdded(ctx, await addPasskey(ctx, ctx.visitor!, { label, response }));
  } catch (error) {
    return show(ctx, refusalOf(ctx, error, LABEL));
  }
}

async function remove(ctx: Ctx): Promise<Answer> {
  const { accountId } = ctx.visitor!;
  const act = { ledger: ctx.get(ledgerService), actor: accountId, at: ctx.clock.now() };
  await ctx.db.tx(async tx => {
    await requireFresh(tx, ctx.visitor!, FRESH, act.at);
    await removeFactor(tx, accountId, posted(ctx.req.body, 'cach'), act);
  });
  return redirect('/tai-khoan');
}

export const passkeyRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'signed-in', handler: withStepUp(ctx => show(ctx), PATH) },
  { method: 'POST', path: PATH, rule: 'signed-in', secret: true, handler: withStepUp(add, PATH) },
  { method: 'POST', path: `${PATH}/go`, rule: 'signed-in', handler: withStepUp(remove, '/tai-khoan') },
];
