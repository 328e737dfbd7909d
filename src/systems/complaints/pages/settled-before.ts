import { type Ctx, queryText } from '#platform/http';
import { type Html, html, note } from '#ui';
import { settledWords } from '../moved-error.ts';
import type { Complaint } from '../types.ts';

/** Value of `xong` of who came to sign what was settled already. */
export const SETTLED = 'settled-before';

/** For who came to sign a decision that somebody has signed: who, when, and what was decided; null for all others. */
export async function settledBefore(ctx: Ctx, c: Complaint): Promise<Html | null> {
  if (queryText(ctx.req.query, 'xong') !== SETTLED || c.status !== 'settled' || !c.outcome) return null;
  const outcome = ctx.t(`complaints.outcome.${c.outcome}`);
  const words = { ...(await settledWords(ctx.db, c)), outcome };
  return html`<div role="status">${note(ctx.t('complaints.settled-before', words))}</div>`;
}
