import { casesService } from '#engines/cases';
import { inSentence } from '#engines/forms';
import {
  deadline,
  deadlineText,
  explain,
  limitText,
  loadCalendar,
  whyNotes,
  whyRows,
} from '#engines/worktime';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { details, type Html, html, status, wholeCodes } from '#ui';
import { resumedBy } from '../data/resumed.ts';
import { carryOutLimit } from '../rules/limits.ts';
import { type Complaint, OPEN, waitsToBeCarriedOut } from '../types.ts';
import { statusWords } from './facts.ts';
import { endOf, secondWords } from './second-words.ts';

/** What runs now: a decision to be carried out from when it was signed (or `since` when its time began anew), to be taken on from the reception, to be settled from when it was taken on; null once it is closed, and while its decision has no effect for a second one. */
function running(c: Complaint, since = c.closedAt) {
  if (waitsToBeCarriedOut(c) && c.restsFor) return null;
  if (waitsToBeCarriedOut(c) && since)
    return {
      stage: 'carry-out',
      from: since,
      limit: carryOutLimit(c.level),
      due: c.carryOutDue,
      agencyId: c.carryOutAgency,
    };
  if (!OPEN.has(c.status)) return null;
  return c.takenOnAt && c.settleLimit && c.settleDue
    ? { stage: 'settle', from: c.takenOnAt, limit: c.settleLimit, due: c.settleDue, agencyId: c.agencyId }
    : { stage: 'take-on', from: c.receivedAt, limit: c.takeOnLimit, due: c.takeOnDue, agencyId: c.agencyId };
}

/** How a complaint stands, in colour and words: how long is left while it runs, else how it ended. */
export async function standingChip(ctx: Ctx, c: Complaint): Promise<Html> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const run = running(c);
  if (!run && c.restsFor) return status('hold', t('complaints.chip.rests'));
  // It is not what holds: the second decision is.
  if (c.replacedBy) return status('ended', t('complaints.chip.replaced'));
  if (!run)
    return status(c.status === 'settled' ? 'done' : 'ended', t(`complaints.status.${c.outcome ?? c.status}`));
  const calendar = await loadCalendar(ctx.db, run.agencyId, now);
  const d = deadline(now, run.due, calendar, null, { unit: run.limit.unit });
  // Whose time it is has to be said: who complains has days of his own for the next step.
  const left = inSentence(deadlineText(d, calendar, t));
  return status(d.state === 'paused' ? 'hold' : d.state, t(`complaints.chip.${run.stage}`, { left }));
}

/** Where it stands, in words beside the chip; nothing where the chip says the same. */
export const besideChip = (ctx: Ctx, c: Complaint): string | null => {
  if (c.replacedBy) return ctx.t('complaints.status.changed');
  return running(c) || c.outcome ? statusWords(ctx, c) : null;
};

/** How the due time came about: the law, from which day (and why from that, where its time began anew), what was used and what is left; and, for officials (`staff`), that the numbers are unverified. */
export async function whyDue(ctx: Ctx, c: Complaint, { staff = false } = {}): Promise<Html | null> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const anew = waitsToBeCarriedOut(c) ? await resumedBy(ctx.db, ctx.get(casesService).ledger, c) : undefined;
  const run = running(c, anew?.at);
  if (!run) return null;
  const calendar = await loadCalendar(ctx.db, run.agencyId, now);
  const { article, law, unverified, ...limit } = run.limit;
  const found = explain(run.from, limit, calendar, [], { now });
  const explanation = staff ? found : { ...found, uncheckedYears: [] };
  const words = { limit: limitText(limit, t), from: formatDate(run.from), article, law };
  const why =
    anew &&
    t(`complaints.why.anew-${endOf(anew.second)}`, {
      ...(await secondWords(ctx.db, anew.second, now)),
      from: words.from,
    });
  return details(
    { summary: t(`complaints.why.${run.stage}`, { due: formatDateTime(run.due) }), why: true },
    html`<p>${t('complaints.why.law', words)}${staff && unverified && html` <span class="q">${t('complaints.why.unverified')}</span>`}</p>${why && html`<p>${wholeCodes(why)}</p>`}
<table class="why"><thead><tr><th scope="col">${t('complaints.why.span')}</th><th scope="col" class="n">${t('complaints.why.time')}</th></tr></thead><tbody>${whyRows(
      explanation,
      t,
    ).map(
      r => html`<tr><td>${r.kind === 'limit' ? t(`complaints.why.limit-${run.stage}`, words) : r.label}${r.note && html` <small>${r.note}</small>`}</td><td class="n"><span class="nb">${r.value}</span></td></tr>
`,
    )}</tbody></table>
${whyNotes(explanation, t, run.stage === 'take-on' ? 'receipt' : 'act').map(n => html`<p class="q">${n}</p>`)}`,
  );
}
