import type { Dossier } from '#engines/cases';
import { type Obligation, type Refund, refundsOf } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatMoney, type Html, html } from '#ui';

/** Ended without a result: what was paid is decided on (`listReturnable`). */
const ENDED: ReadonlySet<Dossier['status']> = new Set(['withdrawn', 'refused', 'declined', 'stopped']);

/**
 * Why all that came in for a fee goes back, and not only what was paid too much, as the list of such money has it (`listReturnable`); null where it
 * does not, and where somebody decided that it stays.
 */
export function whyAllBack(
  { status }: Pick<Dossier, 'status'>,
  { id, state }: Pick<Obligation, 'id' | 'state'>,
  refunds: ReadonlyArray<Pick<Refund, 'obligationId' | 'approved'>>,
): string | null {
  if (refunds.some(r => r.obligationId === id && r.approved === false)) return null;
  return ENDED.has(status) ? status : state === 'cancelled' ? 'dropped' : null;
}

/** How far money is that goes back: asked back, approved, or given back, and by which way. */
export function refundWords(
  { t }: Ctx,
  { amount, way, approved, decidedAt, paidAt, paidRef, requestedAt }: Refund,
): string {
  const state = paidAt ? `paid-${way}` : approved ? 'approved' : 'requested';
  return t(`fees.citizen.refund.${state}`, {
    amount: formatMoney(amount, t.lang),
    at: formatDateTime(paidAt ?? decidedAt ?? requestedAt),
    ref: paidRef ?? '',
  });
}

/**
 * What becomes of the money of a dossier that ended without a result: waits for a decision, goes back (not where the page lists that anyway,
 * `listed`), or stays. Null where there is none.
 */
export async function endedMoney(
  ctx: Ctx,
  dossier: Dossier,
  obligations: readonly Obligation[],
  { listed = false }: { listed?: boolean } = {},
): Promise<Html | null> {
  if (!ENDED.has(dossier.status)) return null;
  const held = obligations.reduce((sum, o) => sum + o.held, 0);
  const refunds = await refundsOf(ctx.db, { kind: 'dossier', id: dossier.id });
  const going = refunds.filter(r => r.approved !== false);
  if (going.length && listed) return null;
  if (going.length) return html`<ul>${going.map(r => html`<li>${refundWords(ctx, r)}</li>`)}</ul>`;
  if (held <= 0) return null;
  const { t, site } = ctx;
  return html`<p>${t(`fees.citizen.ended.${refunds.length ? 'kept' : 'open'}`, { amount: formatMoney(held, t.lang), hotline: site.hotline })}</p>`;
}
