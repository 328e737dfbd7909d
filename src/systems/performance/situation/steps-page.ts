import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, file, page, pageNumber, type Route, redirect } from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import { button, emptyState, type Html, html, pastEnd, scrollTable, status, url, withQuery } from '#ui';
import { FILE, FiguresTooLong, fileName, MOST_ROWS } from './files.ts';
import { listPage, PAGE_SIZE, recordListRead } from './list-frame.ts';
import { STEPS } from './people-table.ts';
import { type Step, type StepList, stepsOf } from './step-list.ts';
import { stepsAsked } from './steps-asked.ts';
import { stepsFile } from './steps-file.ts';

const STEPS_FILE = `${STEPS}/${FILE}`;

/** When a step is due; in red where it was, or is, over its time. */
function dueCell(ctx: Ctx, { dueAt, endedAt }: Step['task']): Html | string {
  if (!dueAt) return ctx.t('performance.list.no-due');
  const shown = formatDateTime(dueAt);
  return dueAt < (endedAt ?? ctx.clock.now())
    ? status('late', shown)
    : html`<span class="num nb">${shown}</span>`;
}

function table(ctx: Ctx, { title, ofOthers }: StepList, steps: readonly Step[]): Html {
  const columns = [
    'step',
    'code',
    'owner',
    'procedure',
    ...(ofOthers ? ['decides'] : []),
    'step-due',
    'done',
  ];
  return scrollTable({
    caption: title,
    captionHidden: true,
    rowHeader: 1,
    columns: columns.map(c => ({ label: ctx.t(`performance.list.${c}`) })),
    rows: steps.map(({ task, line, decides }) => [
      task.title.step,
      html`<a class="num nb" href="/can-bo/ho-so/${task.subjectId}">${line?.code}</a>`,
      line?.ownerName ?? '',
      line?.procedure ?? '',
      ...(ofOthers ? [decides] : []),
      dueCell(ctx, task),
      task.endedAt ? html`<span class="num nb">${formatDateTime(task.endedAt)}</span>` : '–',
    ]),
  });
}

/** The steps behind a number, each a way to its dossier. */
async function show(ctx: Ctx): Promise<Answer> {
  const list = await stepsAsked(ctx);
  if (typeof list === 'string') return redirect(list);
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const { steps, more } = await stepsOf(ctx, list, { limit: PAGE_SIZE, offset });
  const elsewhere = pastEnd(ctx, n, steps.length);
  if (elsewhere) return elsewhere;
  await recordListRead(ctx, { ...list.query, offset }, steps.length);
  const href = withQuery(ctx, { trang: '' }).replace(STEPS, STEPS_FILE);
  const part = steps.length
    ? html`${table(ctx, list, steps)}
<p class="row no-print">${button({ label: ctx.t('performance.file.excel'), href: url(href), alt: true })}</p>`
    : emptyState({ why: list.none });
  return page(listPage(ctx, list.asked, list.title, list.about, { n, count: steps.length, more }, part));
}

/** The same list, whole, as a workbook. Throws FiguresTooLong. */
async function excel(ctx: Ctx): Promise<Answer> {
  const list = await stepsAsked(ctx);
  if (typeof list === 'string') return redirect(list);
  // What cannot be read of the days is said on the page.
  if (list.asked.wrong.length) return redirect(withQuery(ctx, {}).replace(STEPS_FILE, STEPS));
  const { steps, more } = await stepsOf(ctx, list, { limit: MOST_ROWS, offset: 0 });
  if (more) throw FiguresTooLong({ most: MOST_ROWS });
  await recordListRead(ctx, { ...list.query, file: true }, steps.length);
  return file(await stepsFile(ctx, list, steps), XLSX, { download: fileName(ctx, 'buoc') });
}

const rule = { permission: 'report.read' } as const;

export const stepsRoutes: readonly Route[] = [
  { method: 'GET', path: STEPS, rule, handler: show },
  { method: 'GET', path: STEPS_FILE, rule, handler: excel },
];
