import { findDossierByCode, tidyCode } from '#engines/cases';
import { cashInBox, listCashDays, listDue } from '#engines/payments';
import { formatDate, localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, pageNumber, queryText, type Route, redirect } from '#platform/http';
import {
  emptyState,
  figureTiles,
  formatMoney,
  type Html,
  html,
  note,
  pages,
  scrollTable,
  withQuery,
} from '#ui';
import { obligationAmounts, obligationState } from '../parts/state.ts';
import { agenciesFor, forMoney } from '../reach.ts';
import { sights } from '../sight.ts';
import { agencyNames, feesPage, ROOT } from '../view.ts';

const PAGE_SIZE = 50;

/** The dossier of a code that was typed or scanned, if the visitor may see its money. */
async function idByCode(ctx: Ctx, typed: string): Promise<string | undefined> {
  const found = await findDossierByCode(ctx.db, tidyCode(typed));
  if (!found) return undefined;
  try {
    return (await forMoney(ctx, found.id)).dossier.id;
  } catch (error) {
    if (isAppError(error) && error.status === 404) return undefined;
    throw error;
  }
}

async function dueTable(ctx: Ctx, agencies: readonly string[]): Promise<Html> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const due = await listDue(db, agencies, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const sightAt = await sights(ctx);
  const shown = due.slice(0, PAGE_SIZE).map(o => sightAt(o.agencyId).obligation(o));
  if (!shown.length) return emptyState({ why: t('fees.desk.none') });
  return html`${scrollTable({
    caption: t('fees.desk.due'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('fees.col.code') },
      { label: t('fees.col.payer') },
      { label: t('fees.col.name') },
      { label: t('fees.col.amount'), figures: true },
      { label: t('fees.col.state') },
      { label: t('fees.col.since') },
    ],
    rows: shown.map(o => [
      html`<a class="num nb" href="/can-bo/ho-so/${o.subjectId}/phi">${o.reference}</a>`,
      o.payer,
      o.name,
      obligationAmounts(o, t),
      obligationState(o, t),
      html`<span class="num">${formatDate(o.askedAt ?? o.createdAt)}</span>`,
    ]),
  })}${pages(t, {
    from: (n - 1) * PAGE_SIZE + 1,
    to: (n - 1) * PAGE_SIZE + shown.length,
    previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
    next: due.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
  })}`;
}

/** The desk's money: find a dossier by its code, what lies in the box today, what waits to be paid. */
/** So many days that are not closed yet are named. */
const LATE = 5;

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const typed = queryText(ctx.req.query, 'q');
  const found = typed ? await idByCode(ctx, typed) : undefined;
  if (found) return redirect(`/can-bo/ho-so/${found}/phi`);
  const today = localDate(ctx.clock.now());
  const agencies = await agenciesFor(ctx, 'payment.read');
  const open = await listCashDays(db, agencies, { open: true, limit: 60, offset: 0 });
  const late = await listCashDays(db, agencies, { open: true, before: today, limit: LATE + 1, offset: 0 });
  const names = await agencyNames(
    ctx,
    [...open, ...late].map(d => d.agencyId),
  );
  const boxes = await Promise.all(
    open
      .filter(d => d.day === today)
      .slice(0, 6)
      .map(async d => ({ ...d, sum: await cashInBox(db, d.agencyId, today) })),
  );
  return feesPage(
    ctx,
    { title: t('fees.desk.title'), active: 'desk' },
    html`${typed && note(t('fees.desk.not-found', { code: typed.slice(0, 60) }))}
${late.length > 0 && html`<div class="note"><p>${t('fees.desk.late')}</p><ul>${late.slice(0, LATE).map(d => html`<li><a href="${ROOT}/so-quy/${d.agencyId}/${d.day}">${formatDate(d.day)}, ${names.get(d.agencyId)}</a></li>`)}</ul>${late.length > LATE && html`<p><a href="${ROOT}/so-quy">${t('fees.desk.late-more')}</a></p>`}</div>`}
${
  boxes.length > 0 &&
  figureTiles(
    boxes.map(b => ({
      label: t('fees.desk.box'),
      value: formatMoney(b.sum, t.lang),
      about: html`<a href="${ROOT}/so-quy/${b.agencyId}/${b.day}">${names.get(b.agencyId)}</a>`,
    })),
  )
}
<section><h2>${t('fees.desk.due')}</h2>
${await dueTable(ctx, agencies)}</section>`,
  );
}

export const deskRoute: Route = {
  method: 'GET',
  path: ROOT,
  rule: { permission: 'payment.read' },
  handler: show,
};
