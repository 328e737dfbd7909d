import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { complaintsOfAccount } from '../data/read.ts';
import { OPEN, waitsToBeCarriedOut } from '../types.ts';
import { complaintLine, minePath } from './citizen.ts';

/** For who is about to close his account: his complaints that still run, and how he goes on with them; null where none does. */
export async function closingNote(ctx: Ctx): Promise<Html | null> {
  const { t } = ctx;
  const mine = await complaintsOfAccount(ctx.db, ctx.visitor!.accountId);
  const running = mine.filter(c => OPEN.has(c.status) || waitsToBeCarriedOut(c));
  if (!running.length) return null;
  const lines: Html[] = [];
  for (const c of running) lines.push(await complaintLine(ctx, c, minePath(c)));
  return html`<h2>${t('complaints.closing.title', { count: running.length })}</h2><ul class="plain">${lines}</ul>
<p>${t('complaints.closing.about')}</p>`;
}
