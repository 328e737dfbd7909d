import { formatDate, formatDateTime } from '#platform/clock';
import { NotAllowed } from '#platform/errors';
import { type Answer, type Ctx, queryText, type Route } from '#platform/http';
import { emptyState, type Html, html, pages, scrollTable, tabs, type Waiting, withQuery } from '#ui';
import { reachOf } from '../access.ts';
import { dueOf } from '../actions/record.ts';
import type { ListReach } from '../data/reach.ts';
import {
  countComplaints,
  countToSettle,
  LIST_STATES,
  type ListState,
  listComplaints,
  searchComplaints,
} from '../data/read.ts';
import { type Complaint, waitsToBeCarriedOut } from '../types.ts';
import { standingChip } from './due-view.ts';
import { agencyNameAt, groundWords } from './facts.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

const PAGE = 50;

const WORDS = 'tim';

type Shown = { found: Complaint[]; total: number; caption: string; none: string };

/** What is shown of one state, or of all where words are looked for. */
async function shownOf(
  ctx: Ctx,
  reach: readonly ListReach[],
  counts: Readonly<Record<ListState, number>>,
  { words, state, offset }: { words: string; state: ListState; offset: number },
): Promise<Shown> {
  const { t } = ctx;
  if (words) {
    const { found, total } = await searchComplaints(ctx.db, reach, { words, limit: PAGE, offset });
    return {
      found,
      total,
      caption: t('complaints.list.found', { count: total, words }),
      none: t('complaints.list.none-found', { words }),
    };
  }
  const found = await listComplaints(ctx.db, reach, { state, now: ctx.clock.now(), limit: PAGE, offset });
  return {
    found,
    total: counts[state],
    caption: t(`complaints.list.${state}`, { count: counts[state] }),
    none: t(`complaints.list.none-${state}`),
  };
}

async function rowOf(ctx: Ctx, c: Complaint): Promise<Html[]> {
  const { t } = ctx;
  const due = waitsToBeCarriedOut(c) && !c.restsFor ? c.carryOutDue : dueOf(c);
  return [
    html`<a href="${staffPath(c)}">${t(`complaints.line.${c.level}`, { number: c.number })}</a><br><small>${c.dossierCode}</small>`,
    html`${c.name}`,
    html`${groundWords(ctx, c)}<br><small>${await agencyNameAt(ctx.db, c.agencyId, c.receivedAt)}</small>`,
    html`<span class="num">${formatDate(c.receivedAt)}</span>`,
    html`${await standingChip(ctx, c)}${due && html`<br><small class="num">${t('complaints.list.due', { due: formatDateTime(due) })}</small>`}`,
  ];
}

const searchForm = ({ t }: Ctx, words: string): Html =>
  html`<form class="f" role="search" aria-label="${t('complaints.list.search')}"><label for="${WORDS}">${t('complaints.list.search')}</label>
<div class="find"><input class="in" id="${WORDS}" name="${WORDS}" type="search" maxlength="200" value="${words}" autocomplete="off"><button class="btn alt">${t('complaints.list.find')}</button></div></form>`;

/** The complaints of the visitor's agencies, by what is to be done with them, the most urgent first; or those with certain words. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const reach = await reachOf(ctx.db, ctx.visitor!, 'complaint.read', now);
  if (!reach.length) throw NotAllowed();
  const counts = await countComplaints(ctx.db, reach, now);
  const words = queryText(ctx.req.query, WORDS).slice(0, 200).trim();
  const asked = LIST_STATES.find(s => s === queryText(ctx.req.query, 'xem'));
  const state = asked ?? LIST_STATES.find(s => s !== 'closed' && counts[s] > 0) ?? 'take-on';
  const number = Math.min(Math.max(Number(queryText(ctx.req.query, 'trang')) || 1, 1), 10_000);
  const offset = (number - 1) * PAGE;
  const { found, total, caption, none } = await shownOf(ctx, reach, counts, { words, state, offset });
  const rows: Html[][] = [];
  for (const c of found) rows.push(await rowOf(ctx, c));
  const at = (page: number) => withQuery(ctx, { trang: String(page) });
  return complaintsPage(
    ctx,
    { title: t('complaints.title') },
    html`${searchForm(ctx, words)}
${tabs({
  label: t('complaints.title'),
  items: LIST_STATES.map(s => ({
    href: `${COMPLAINTS}?xem=${s}`,
    label: t(`complaints.list.${s}`, { count: counts[s] }),
    current: !words && s === state,
  })),
})}
${words && html`<h2>${caption}</h2>`}
${
  rows.length
    ? scrollTable({
        caption,
        captionHidden: true,
        columns: ['number', 'who', 'about', 'received', 'standing'].map(c => ({
          label: t(`complaints.column.${c}`),
        })),
        rows,
      })
    : emptyState({ why: none })
}
${pages(t, {
  from: offset + 1,
  to: offset + rows.length,
  total,
  previous: number > 1 ? at(number - 1) : undefined,
  next: total > offset + rows.length ? at(number + 1) : undefined,
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
  const end = settle.length ? await countToSettle(ctx.db, settle, visitor.accountId, now) : 0;
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
