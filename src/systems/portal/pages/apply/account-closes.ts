import { accountEnds } from '#engines/identity';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';

/** When the visitor's own account will be closed, and where he can think better of it; undefined where nobody asked for that. */
export type Closes = { at: Date; href: string };

export async function accountCloses(ctx: Ctx): Promise<Closes | undefined> {
  for (const { href, closesAt } of ctx.extensions(accountEnds)) {
    const at = await closesAt(ctx);
    if (at) return { at, href };
  }
  return undefined;
}

/** The day until which something unfinished is kept: it goes with the account. */
export const keptUntil = (expiresAt: Date, closes: Closes | undefined): string =>
  formatDate(closes && closes.at < expiresAt ? closes.at : expiresAt);

/** Above an application of somebody whose account will be closed: when, what becomes of it then, and how the account is kept. */
export const closesNote = ({ t, clock }: Ctx, closes: Closes | undefined): Html | '' =>
  closes
    ? note(
        html`${t(`portal.apply.account-closes${closes.at > clock.now() ? '' : '-now'}`, { at: formatDateTime(closes.at) })} <a href="${closes.href}">${t('portal.apply.account-keep')}</a>`,
      )
    : '';
