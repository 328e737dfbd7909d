import {
  apologisedOf,
  clocksOf,
  type DossierClock,
  ESCALATION_REF,
  heldOf,
  type RegisterLine,
  statusText,
} from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import { liveTasksBySubject } from '#engines/work';
import { deadline, deadlineText } from '#engines/worktime';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import { emptyState, type Html, html, scrollTable, status } from '#ui';
import { agencyNamesOn, fieldNames } from '../figures.ts';
import { periodWords } from '../period.ts';
import { type SituationAsked, situationAsked } from './asked.ts';
import { dossiersBehind } from './behind.ts';
import { isListed, type Listed } from './columns.ts';
import { listPage, PAGE_SIZE, recordListRead } from './list-frame.ts';
import { BEHIND } from './page.ts';

/** Numbers of this moment, not of a period. */
const OF_NOW: ReadonlySet<Listed> = new Set(['running', 'soon', 'late-now']);

/** In whose days lateness is said: each dossier's own, as its own page says it; and whose results wait for their fee. */
type Time = {
  clocks: ReadonlyMap<string, DossierClock>;
  apologised: ReadonlySet<string>;
  held: ReadonlySet<string>;
};

/** Where a dossier stands; of one that is late by how much. */
function standing(line: RegisterLine, ctx: Ctx, { clocks, apologised, held }: Time): Html {
  const now = ctx.clock.now();
  const words = ctx.t(statusText(line.status, line.resultEnd, held.has(line.id)));
  if (line.resultEnd) return status('ended', words);
  if (held.has(line.id)) return status('hold', words);
  if (line.status === 'completed' || line.status === 'returned') return status('done', words);
  if (line.closedAt) return status('ended', words);
  if (line.status === 'supplementing' || line.status === 'awaiting-payment') return status('hold', words);
  const clock = clocks.get(line.id);
  if (line.dueAt >= now || !clock) return status('ok', words);
  const late = deadline(now, line.dueAt, clock.calendar, null, clock.counted);
  const told = ctx.t(apologised.has(line.id) ? 'performance.list.apologised' : 'performance.list.no-apology');
  return html`${status('late', deadlineText(late, clock.calendar, ctx.t))}<small>${told}</small>`;
}

/** Of each dossier under way: its steps, each with the agency at which it lies, and the official to whom it was given. */
async function standsAt(ctx: Ctx, lines: readonly RegisterLine[]): Promise<ReadonlyMap<string, Html>> {
  const live = await liveTasksBySubject(
    ctx.db,
    lines.filter(l => !l.closedAt).map(l => l.id),
  );
  const steps = [...live].map(
    ([id, tasks]) => [id, tasks.filter(task => !task.ref.startsWith(ESCALATION_REF))] as const,
  );
  const ids = steps.flatMap(([, tasks]) => tasks.map(task => task.agencyId));
  const today = localDate(ctx.clock.now());
  const posts = [...new Set(steps.flatMap(([, tasks]) => tasks.flatMap(task => task.postId ?? [])))];
  const [names, holders] = await Promise.all([
    agencyNamesOn(ctx.db, ids, today),
    posts.length ? holdersOfPosts(ctx.db, posts, today) : [],
  ]);
  const withWhom = (postId: string | null) =>
    holders.filter(h => postId && h.postId === postId).map(h => h.name);
  return new Map(
    steps.map(([id, tasks]) => [
      id,
      html`${tasks.map(({ agencyId, postId, title }) => html`<div class="who-of">${names.get(agencyId)}<small>${[title.step, ...withWhom(postId)].join(' · ')}</small></div>`)}`,
    ]),
  );
}

const table = (
  ctx: Ctx,
  title: string,
  lines: readonly RegisterLine[],
  places: ReadonlyMap<string, Html>,
  time: Time,
): Html =>
  scrollTable({
    caption: title,
    captionHidden: true,
    rowHeader: 0,
    columns: (['code', 'owner', 'procedure', 'place', 'received', 'due', 'status'] as const).map(c => ({
      label: ctx.t(`performance.list.${c}`),
    })),
    rows: lines.map(line => [
      html`<a class="num nb" href="/can-bo/ho-so/${line.id}">${line.code}</a>`,
      html`<span class="who-of">${line.ownerName}</span>`,
      html`<span class="who-of">${line.procedure}</span>`,
      places.get(line.id) ?? '–',
      html`<span class="num nb">${formatDate(line.receivedAt)}</span>`,
      html`<span class="num nb">${formatDateTime(line.dueAt)}</span>`,
      html`<span class="who-of">${standing(line, ctx, time)}</span>`,
    ]),
  });

async function listOf(ctx: Ctx, title: string, lines: readonly RegisterLine[]): Promise<Html> {
  const ids = lines.map(l => l.id);
  const [places, clocks, apologised, held] = await Promise.all([
    standsAt(ctx, lines),
    clocksOf(ctx.db, ids),
    apologisedOf(ctx.db, ids),
    heldOf(ctx.db, lines),
  ]);
  return table(ctx, title, lines, places, { clocks, apologised, held });
}

/** What the list is of: which agency, which field, which period. */
async function aboutWords(ctx: Ctx, so: Listed, asked: SituationAsked): Promise<string> {
  const { t } = ctx;
  const agency = asked.agencyId
    ? (await agencyNamesOn(ctx.db, [asked.agencyId], asked.period.to)).get(asked.agencyId)
    : t('performance.leader.all-agencies');
  const field = asked.field && ((await fieldNames(ctx.db)).get(asked.field) ?? asked.field);
  const when = OF_NOW.has(so)
    ? t('performance.list.now', { at: formatDateTime(ctx.clock.now()) })
    : periodWords(ctx, asked.period);
  return [agency, field, when].filter(Boolean).join(' · ');
}

/** The dossiers behind a number, each a way to the dossier. */
async function show(ctx: Ctx): Promise<Answer> {
  const so = queryText(ctx.req.query, 'so') || 'late-now';
  if (!isListed(so)) throw NotFound();
  const asked = await situationAsked(ctx);
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const { lines, more } = await dossiersBehind(ctx, so, asked, { limit: PAGE_SIZE, offset });
  const { period, agencyId, field } = asked;
  await recordListRead(ctx, { so, period: period.query, agencyId, field, offset }, lines.length);
  const title = ctx.t(`performance.list.title.${so}`);
  const list = lines.length
    ? await listOf(ctx, title, lines)
    : emptyState({ why: ctx.t('performance.list.none') });
  const shown = { n, count: lines.length, more };
  return page(listPage(ctx, asked, title, await aboutWords(ctx, so, asked), shown, list));
}

export const behindRoute: Route = {
  method: 'GET',
  path: BEHIND,
  rule: { permission: 'report.read' },
  handler: show,
};
