import { formatDate, formatDateTime } from '#platform/clock';
import { NotAllowed } from '#platform/errors';
import { type Answer, type Ctx, queryText, type Route } from '#platform/http';
import { emptyState, type Html, html, pages, scrollTable, tabs, type Waiting, withQuery } from '#ui';
import { reachOf } from '../access.ts';
import { dueOf } from '../actions/record.ts';
import { countComplaints, countToSettle, LIST_STATES, listComplaints } from '../data/read.ts';
import { standingChip } from './due-view.ts';
import { agencyNameAt, groundWords } from './facts.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

const PAGE = 50;

/** The complaints of the visitor's agencies, by what is to be done with them; the most urgent first. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const reach = await reachOf(ctx.db, ctx.visitor!, 'complaint.read', now);
  if (!reach.length) throw NotAllowed();
  const counts = await countComplaints(ctx.db, reach, now);
  const asked = LIST_STATES.find(s => s === queryText(ctx.req.query, 'xem'));
  const state = asked ?? LIST_STATES.find(s => s !== 'closed' && counts[s] > 0) ?? 'take-on';
  const number = Math.min(Math.max(Number(queryText(ctx.req.query, 'trang')) || 1, 1), 10_000);
  const offset = (number - 1) * PAGE;
  const found = await listComplaints(ctx.db, reach, { state, now, limit: PAGE, offset });
  const rows: Html[][] = [];
  for (const c of found.slice(0, PAGE)) {
    const due = dueOf(c);
    rows.push([
      html`<a href="${staffPath(c)}">${t(`complaints.line.${c.level}`, { number: c.number })}</a><br><small>${c.dossierCode}</small>`,
      html`${c.name}`,
      html`${groundWords(ctx, c)}<br><small>${await agencyNameAt(ctx.db, c.agencyId, c.receivedAt)}</small>`,
      html`<span class="num">${formatDate(c.receivedAt)}</span>`,
      html`${await standingChip(ctx, c)}${due && html`<br><small class="num">${t('complaints.list.due', { due: formatDateTime(due) })}</small>`}`,
    ]);
  }
  const at = (page: number) => withQuery(ctx, { trang: String(page) });
  return complaintsPage(
    ctx,
    { title: t('complaints.title') },
    html`${tabs({
      label: t('complaints.title'),
      items: LIST_STATES.map(s => ({
        href: `${COMPLAINTS}?xem=${s}`,
        label: t(`complaints.list.${s}`, { count: counts[s] }),
        current: s === state,
      })),
    })}
${
  rows.length
    ? scrollTable({
        caption: t(`complaints.list.${state}`, { count: counts[state] }),
        captionHidden: true,
        columns: ['number', 'who', 'about', 'received', 'standing'].map(c => ({
          label: t(`complaints.column.${c}`),
        })),
        rows,
      })
    : emptyState({ why: t(`complaints.list.none-${state}`) })
}
${pages(t, {
  from: offset + 1,
  to: offset + rows.length,
  total: counts[state],
  previous: number > 1 ? at(number - 1) : undefined,
  next: found.length > PAGE ? at(number + 1) : undefined,
})}`,
  );
}

/** What waits for the visitor among complaints: said in the inbox, which holds none of them. */
export async function waitingComplaints(ctx: Ctx): Promise<Waiting | null> {
  const now = ctx.clock.now();
  const visitor = ctx.visitor!;
  const [handle, settle] = [
    await reachOf(ctx.db, visitor, 'complaint.handle', now),
    await reachOf(ctx.db, visitor, 'complaint.settle', now),
  ];
  const take = handle.length ? (await countComplaints(ctx.db, handle, now))['take-on'] : 0;
  const end = settle.length ? await countToSettle(ctx.db, settle, visitor.accountId) : 0;
  return take + end > 0
    ? { href: COMPLAINTS, text: ctx.t('complaints.waiting', { count: take + end }) }
    : null;
}

export const staffListRoute: Route = {
  method: 'GET',
  path: COMPLAINTS,
  rule: { permission: 'complaint.read' },
  handler: list,
};
