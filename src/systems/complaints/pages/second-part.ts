import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, wholeCodes } from '#ui';
import { secondOf } from '../data/read.ts';
import { fateOfFirst } from '../rules/first-decision.ts';
import { EFFECT } from '../rules/limits.ts';
import { type Complaint, OPEN, waitsToBeCarriedOut } from '../types.ts';
import { statusWords } from './facts.ts';
import { secondWords } from './second-words.ts';

/** Where a reader opens a complaint; null where he may not. */
export type HrefOf = (c: Complaint) => string | null | Promise<string | null>;

/** What a second complaint does with what the first demands: it waits, it is replaced, it goes on; null where nothing was to be done. */
function effectWords({ t }: Ctx, first: Complaint, second: Complaint): string | null {
  if (first.replacedBy) return t('complaints.second-part.replaced');
  if (!waitsToBeCarriedOut(first) || !OPEN.has(second.status)) return null;
  return first.restsFor
    ? t('complaints.second-part.rests', EFFECT)
    : t('complaints.second-part.late', EFFECT);
}

/** Of a first complaint: that there is a second, how that stands, and what it does with the first decision; null where there is none. */
export async function secondPart(ctx: Ctx, c: Complaint, hrefOf: HrefOf): Promise<Html | null> {
  const { t } = ctx;
  const second = c.level === 1 ? await secondOf(ctx.db, c.id) : undefined;
  if (!second) return null;
  const href = await hrefOf(second);
  const title = t('complaints.line.2', { number: second.number });
  const fate = second.outcome && (fateOfFirst(c, second.outcome) ?? 'decided');
  const decided =
    fate &&
    t(`complaints.second-part.${fate}`, {
      ...(await secondWords(ctx.db, second, ctx.clock.now())),
      date: formatDate(second.closedAt ?? second.receivedAt),
    });
  const effect = effectWords(ctx, c, second);
  return html`<h2>${t('complaints.second')}</h2><p>${href ? html`<a href="${href}">${title}</a>` : html`<b>${title}</b>`}, ${t('complaints.second-part.received', { date: formatDate(second.receivedAt) })}: ${statusWords(ctx, second)}.</p>
${decided && html`<p>${wholeCodes(decided)}</p>`}${effect && html`<p><b>${effect}</b></p>`}`;
}
