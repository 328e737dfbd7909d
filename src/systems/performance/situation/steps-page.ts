import { accountNames, ESCALATION_REF } from '#engines/cases';
import { postsHeldBy } from '#engines/identity';
import { listDone, listHeld, type Task } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { dayAfter, formatDateTime, localDate, localInstant } from '#platform/clock';
import { NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route, redirect } from '#platform/http';
import { emptyState, type Html, html, scrollTable } from '#ui';
import { agencyNamesOn } from '../figures.ts';
import { periodWords } from '../period.ts';
import { marksAt } from '../soon.ts';
import { addressOf, reads, SITUATION, type SituationAsked, situationAsked } from './asked.ts';
import { listPage, PAGE_SIZE, recordListRead } from './list-frame.ts';
import { OTHERS } from './others.ts';
import { othersPage } from './others-page.ts';
import { asOthers, DOES } from './others-section.ts';
import { STEPS } from './people-table.ts';
import { OF_PERSON, type OfPerson, POOL } from './person-values.ts';
import { dueCell, type Lines, linesOf } from './step-cells.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Who = { accountId: string | null; name: string };

async function tasksOf(
  ctx: Ctx,
  so: OfPerson,
  { agencyIds, period }: SituationAsked & { agencyIds: readonly string[] },
  who: Who,
  paging: { limit: number; offset: number },
): Promise<Task[]> {
  const { db } = ctx;
  const now = ctx.clock.now();
  if (so === 'done' || so === 'done-late') {
    if (!who.accountId) return [];
    const span = { from: localInstant(period.from), until: localInstant(dayAfter(period.to)) };
    return listDone(
      db,
      { by: who.accountId, agencyIds, ...span, late: so === 'done-late' ? true : null },
      paging,
    );
  }
  const posts = who.accountId ? await postsHeldBy(db, who.accountId, localDate(now)) : [];
  if (who.accountId && !posts.length) return [];
  const marks = marksAt(now, await loadCalendar(db, agencyIds[0] ?? null, now));
  return listHeld(
    db,
    {
      agencyIds,
      postIds: posts.map(p => p.postId),
      except: ESCALATION_REF,
      ...(so === 'late-now' && { dueBefore: now }),
      ...(so === 'today' && { dueFrom: now, dueBefore: marks.dayEnd }),
    },
    paging,
  );
}

const table = (ctx: Ctx, title: string, tasks: readonly Task[], lines: Lines): Html =>
  scrollTable({
    caption: title,
    captionHidden: true,
    rowHeader: 1,
    columns: (['step', 'code', 'owner', 'procedure', 'due', 'done'] as const).map(c => ({
      label: ctx.t(`performance.list.${c}`),
    })),
    rows: tasks.map(task => [
      task.title.step,
      html`<a class="num" href="/can-bo/ho-so/${task.subjectId}">${lines.get(task.subjectId)?.code}</a>`,
      lines.get(task.subjectId)?.ownerName ?? '',
      lines.get(task.subjectId)?.procedure ?? '',
      dueCell(ctx, task),
      task.endedAt ? html`<span class="num nb">${formatDateTime(task.endedAt)}</span>` : '–',
    ]),
  });

/** The steps behind a number of somebody, or of what an agency does for others, each a way to its dossier. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  if (!reads(ctx)) throw NotAllowed();
  const others = OTHERS.find(o => asOthers(o) === queryText(ctx.req.query, 'so'));
  if (others) {
    const of = await situationAsked(ctx);
    const does = queryText(ctx.req.query, DOES);
    const only = of.agencyIds?.includes(does) ? does : null;
    if (of.agencyIds?.length && (only || !does))
      return othersPage(ctx, others, { ...of, agencyIds: of.agencyIds }, only);
    return redirect(addressOf(SITUATION, { ...of, field: null }));
  }
  const so = OF_PERSON.find(o => o === (queryText(ctx.req.query, 'so') || 'open'));
  const asked = { ...(await situationAsked(ctx)), view: 'can-bo' as const };
  const [only] = asked.agencyIds ?? [];
  const named = queryText(ctx.req.query, 'can-bo');
  // An address without a person or an agency is no list: the page on which they are chosen.
  if (!named || !only || asked.agencyIds?.length !== 1)
    return redirect(addressOf(SITUATION, { ...asked, field: null }, { xem: 'can-bo' }));
  if (!so) throw NotFound();
  const accountId = UUID.test(named) ? named : null;
  if (!accountId && named !== POOL) throw NotFound();
  const name = accountId
    ? (await accountNames(ctx.db, [accountId])).get(accountId)
    : t('performance.people.pool');
  if (!name) throw NotFound();
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const agencyIds = [only];
  const who = { accountId, name };
  const tasks = await tasksOf(ctx, so, { ...asked, agencyIds }, who, { limit: PAGE_SIZE + 1, offset });
  const shown = tasks.slice(0, PAGE_SIZE);
  await recordListRead(
    ctx,
    { so, who: named, period: asked.period.query, agencyId: only, offset },
    shown.length,
  );
  const title = t(`performance.list.steps.${so}`, { name });
  const agency = (await agencyNamesOn(ctx.db, agencyIds, asked.period.to)).get(only);
  const when = so.startsWith('done')
    ? periodWords(ctx, asked.period)
    : t('performance.list.now', { at: formatDateTime(ctx.clock.now()) });
  const list = shown.length
    ? table(ctx, title, shown, await linesOf(ctx, shown))
    : emptyState({ why: t('performance.list.none') });
  return page(
    listPage(
      ctx,
      asked,
      title,
      `${agency} · ${when}`,
      { n, count: shown.length, more: tasks.length > PAGE_SIZE },
      list,
    ),
  );
}

export const stepsRoute: Route = {
  method: 'GET',
  path: STEPS,
  rule: { permission: 'report.read' },
  handler: show,
};
