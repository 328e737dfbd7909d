import { type Added, renewRecoveryCodes, sessionCookie, withStepUp } from '#engines/identity';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { button, type Html, html, note } from '#ui';
import { accountPage } from '../answers.ts';

/** The codes, once. */
export const recoveryCodesView = ({ t }: Ctx, codes: readonly string[], onward: string): Html =>
  html`<h1>${t('account.recovery.title')}</h1>
<p>${t('account.recovery.about')}</p>
<ul class="num">${codes.map(code => html`<li><b>${code}</b></li>`)}</ul>
${note(t('account.recovery.once'))}
<p>${button({ label: t('account.recovery.kept'), href: onward })}</p>`;

/** A factor was added: back to the account, or first to the codes that came with it, which this answer alone shows. */
export function factorAdded(ctx: Ctx, { token, recoveryCodes }: Added): Answer {
  const kind = ctx.visitor?.kind === 'official' ? 'official' : 'citizen';
  const cookies = [sessionCookie(ctx.config, kind, token)];
  if (!recoveryCodes) return redirect('/tai-khoan', { cookies });
  return accountPage(
    ctx,
    { title: ctx.t('account.recovery.title'), cookies },
    recoveryCodesView(ctx, recoveryCodes, '/tai-khoan'),
  );
}

async function renew(ctx: Ctx): Promise<Answer> {
  const codes = await renewRecoveryCodes(ctx, ctx.visitor!);
  return accountPage(
    ctx,
    { title: ctx.t('account.recovery.title') },
    recoveryCodesView(ctx, codes, '/tai-khoan'),
  );
}

export const recoveryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/tai-khoan/ma-du-phong',
    rule: 'signed-in',
    handler: withStepUp(renew, '/tai-khoan'),
  },
];
