import type { Ctx } from '#platform/http';
import { csrfField, type Html, html } from '#ui';

/** Takes a second factor of one's own away: the authenticator app (`totp`) or a passkey by its id; `what` it is called. */
export const removal = (ctx: Ctx, factor: string, what: string): Html =>
  html`<form method="post" action="/tai-khoan/khoa/go">${csrfField(ctx)}<input type="hidden" name="cach" value="${factor}"><button class="link">${ctx.t('account.factor.remove')}<span class="vh"> ${what}</span></button></form>`;
