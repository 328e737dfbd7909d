import { findDossiers } from '#engines/cases';
import { findTasks, type Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber } from '#platform/http';
import { emptyState, type Html, html, scrollTable } from '#ui';
import { agencyNamesOn } from '../figures.ts';
import { periodWords } from '../period.ts';
import type { SituationAsked } from './asked.ts';
import { readingReach } from './behind.ts';
import { listPage, PAGE_SIZE, recordListRead } from './list-frame.ts';
import { ENDED, type OthersColumn } from './others.ts';
import { tasksForOthers } from './others-behind.ts';
import { dueCell, linesOf } from './step-cells.ts';

type Asked = SituationAsked & { agencyIds: readonly string[] };

type Row = { task: Task; decides: string };

/** Those that the visitor may read: who may read dossiers at the agency of a step reads the one in which it is (docs/permissions.md). */
async function rowsOf(ctx: Ctx, ids: readonly string[]): Promise<Row[]> {
  const reach = await readingReach(ctx);
  const tasks = new Map((await findTasks(ctx.db, ids)).map(task => [task.id, task]));
  const may = ({ agencyId, field }: Task) =>
    reach === null ||
    reach.some(
      r => r.agencyId === agencyId && (r.fields === null || (field !== null && r.fields.includes(field))),
    );
  const readable = ids.flatMap(id => {
    const task = tasks.get(id);
    return task && may(task) ? [task] : [];
  });
  const dossiers = await findDossiers(ctx.db, [...new Set(readable.map(task => task.subjectId))]);
  const decides = new Map(dossiers.map(d => [d.id, d.agencyId]));
  return readable.map(task => ({ task, decides: decides.get(task.subjectId) ?? '' }));
}

async function table(ctx: Ctx, title: string, rows: readonly Row[], day: string): Promise<Html> {
  const names = await agencyNamesOn(
    ctx.db,
    rows.map(r => r.decides),
    day,
  );
  const lines = await linesOf(
    ctx,
    rows.map(r => r.task),
  );
  return scrollTable({
    caption: title,
    captionHidden: true,
    rowHeader: 1,
    columns: (['step', 'code', 'owner', 'procedure', 'decides', 'step-due', 'done'] as const).map(c => ({
      label: ctx.t(`performance.list.${c}`),
    })),
    rows: rows.map(({ task, decides }) => [
      task.title.step,
      html`<a class="num nb" href="/can-bo/ho-so/${task.subjectId}">${lines.get(task.subjectId)?.code}</a>`,
      lines.get(task.subjectId)?.ownerName ?? '',
      lines.get(task.subjectId)?.procedure ?? '',
      names.get(decides) ?? '',
      dueCell(ctx, task),
      task.endedAt ? html`<span class="num nb">${formatDateTime(task.endedAt)}</span>` : '–',
    ]),
  });
}

/** The steps of agencies, or of `only` one of them, in dossiers on which others decide, behind a number of the leader's page: each a way to its dossier. */
export async function othersPage(
  ctx: Ctx,
  so: OthersColumn,
  asked: Asked,
  only: string | null,
): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const { period, agencyIds } = asked;
  const agencyId = only ?? asked.agencyId;
  const paging = { limit: PAGE_SIZE + 1, offset };
  const ids = await tasksForOthers(ctx.db, so, { agencyIds, only, period }, paging, ctx.clock.now());
  const rows = await rowsOf(ctx, ids.slice(0, PAGE_SIZE));
  await recordListRead(ctx, { others: so, period: period.query, agencyId, offset }, rows.length);
  const title = t(`performance.others.title.${so}`);
  const agency = agencyId
    ? (await agencyNamesOn(ctx.db, [agencyId], period.to)).get(agencyId)
    : t('performance.leader.all-agencies');
  const when =
    so in ENDED
      ? periodWords(ctx, period)
      : t('performance.list.now', { at: formatDateTime(ctx.clock.now()) });
  const list = rows.length
    ? await table(ctx, title, rows, period.to)
    : emptyState({ why: t('performance.others.none') });
  const shown = { n, count: rows.length, more: ids.length > PAGE_SIZE };
  return page(listPage(ctx, { ...asked, view: 'co-quan' }, title, `${agency} · ${when}`, shown, list));
}
