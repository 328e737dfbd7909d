import { countRefundsFor, listProposed } from '#engines/payments';
import type { Ctx } from '#platform/http';
import type { Waiting } from '#ui';
import { agenciesFor } from './reach.ts';
import { ROOT } from './root.ts';

/** More is not counted: whoever has so many has to begin anyway. */
export const MOST_PROPOSALS = 200;

const holds = (ctx: Ctx, permission: string) =>
  ctx.visitor?.grants.some(g => g.permission === permission) ?? false;

/** What waits for the visitor: refunds to be decided or paid out, charges to be approved; not what he asked for himself. */
export async function waitingOf(
  ctx: Ctx,
): Promise<{ refunds: { decide: number; pay: number }; proposals: number }> {
  const [decides, pays] = [holds(ctx, 'payment.approve-refund'), holds(ctx, 'payment.pay-refund')];
  const me = ctx.visitor?.accountId;
  if (!me || !(decides || pays)) return { refunds: { decide: 0, pay: 0 }, proposals: 0 };
  const decide = decides ? await agenciesFor(ctx, 'payment.approve-refund') : [];
  const pay = pays ? await agenciesFor(ctx, 'payment.pay-refund') : [];
  return {
    refunds: await countRefundsFor(ctx.db, me, { decide, pay }),
    proposals: decide.length ? (await listProposed(ctx.db, decide, me, MOST_PROPOSALS)).length : 0,
  };
}

const line = (href: string, text: string, count: number): Waiting | null => (count ? { href, text } : null);

/** Said in the inbox of whoever decides on refunds. */
export async function waitingRefunds(ctx: Ctx): Promise<Waiting | null> {
  const { decide } = (await waitingOf(ctx)).refunds;
  return line(`${ROOT}/hoan`, ctx.t('fees.refund.waiting', { count: decide }), decide);
}

/** Said in the inbox of whoever pays out what is approved. */
export async function waitingPayOuts(ctx: Ctx): Promise<Waiting | null> {
  const { pay } = (await waitingOf(ctx)).refunds;
  return line(`${ROOT}/hoan`, ctx.t('fees.refund.waiting.pay', { count: pay }), pay);
}

/** Said in the inbox of whoever approves charges. */
export async function waitingProposals(ctx: Ctx): Promise<Waiting | null> {
  const { proposals } = await waitingOf(ctx);
  return line(`${ROOT}/duyet-thu`, ctx.t('fees.proposal.waiting', { count: proposals }), proposals);
}
