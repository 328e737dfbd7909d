import { localDate } from '#platform/clock';
import { defineError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { type Cell, type Sheet, type SheetColumn, spreadsheet } from '#platform/spreadsheet';
import { type People, type PersonLine, strandedOf } from '../people.ts';
import { share } from '../view.ts';
import { COLUMNS, type Column, countOf } from './columns.ts';
import { PERSON_COLUMNS } from './person-values.ts';
import type { Line, Situation } from './situation.ts';
import type { standingsOf } from './standing.ts';

/** Last part of the address of a page's workbook. */
export const FILE = 'tai.xlsx';
/** More than one looks through. */
export const MOST_ROWS = 10_000;

/** More dossiers, or steps, stand behind a number than one file holds. */
export const FiguresTooLong = defineError('FIGURES_TOO_LONG', 422);

/** `tinh-hinh-ho-so-2026-11-30.xlsx` */
export const fileName = (ctx: Pick<Ctx, 'clock'>, part: string): string =>
  `tinh-hinh-${part}-${localDate(ctx.clock.now())}.xlsx`;

const DOSSIER_COLUMNS = [
  { id: 'code', width: 28 },
  { id: 'owner', width: 26 },
  { id: 'procedure', width: 44 },
  { id: 'place', width: 44 },
  { id: 'received', width: 18, as: 'moment' },
  { id: 'due', width: 18, as: 'moment' },
  { id: 'status', width: 26 },
  { id: 'apology', width: 26 },
] as const;

/** The dossiers behind a number as a workbook: what the page shows, in its order. */
export const dossiersFile = (
  { t }: Ctx,
  head: readonly string[],
  rows: Awaited<ReturnType<typeof standingsOf>>,
): Promise<Buffer> =>
  spreadsheet({
    name: t('performance.leader.title'),
    head,
    columns: DOSSIER_COLUMNS.map(({ id, ...shape }) => ({ label: t(`performance.list.${id}`), ...shape })),
    rows: rows.map(({ line, places, stands }) => [
      line.code,
      line.ownerName,
      line.procedure,
      places.map(p => `${p.agency} (${p.step})`).join('; '),
      line.receivedAt,
      line.dueAt,
      stands.words,
      stands.told ?? '',
    ]),
  });

const cellOf = (ctx: Ctx, column: Column, of: Pick<Line, 'counts' | 'now'>): Cell =>
  column === 'share' ? share(ctx, of.counts) : countOf(column, of);

/** The table by agency or by field as a workbook, with all together below. */
export function figuresFile(
  ctx: Ctx,
  head: readonly string[],
  by: 'agency' | 'field',
  { lines, all }: Situation,
): Promise<Buffer> {
  const { t } = ctx;
  const cells = (name: string, of: Pick<Line, 'counts' | 'now'>): Cell[] => [
    name,
    ...COLUMNS.map(column => cellOf(ctx, column, of)),
  ];
  const sheet: Sheet = {
    name: t('performance.leader.title'),
    head,
    columns: [
      { label: t(`performance.col.${by}`), width: 44 },
      ...COLUMNS.map(
        (column): SheetColumn => ({
          label: t(`performance.col.${column}`),
          width: 16,
          ...(column !== 'share' && { as: 'count' as const }),
        }),
      ),
    ],
    rows: lines.map(line => cells(line.name, line)),
    foot: [cells(t('performance.file.all'), all)],
  };
  return spreadsheet(sheet);
}

/** The table by person as a workbook. */
export function peopleFile(ctx: Ctx, head: readonly string[], of: People): Promise<Buffer> {
  const { t } = ctx;
  const { people, pool } = of;
  const stranded = strandedOf(of);
  const title = (post: PersonLine['posts'][number]) => (t.lang === 'vi' ? post.titleVi : post.titleEn);
  const held = (of: PersonLine['held']): Cell[] => [of.open, of.today, of.late];
  return spreadsheet({
    name: t('performance.leader.title'),
    head,
    columns: [
      { label: t('performance.col.person'), width: 28 },
      { label: t('performance.file.posts'), width: 36 },
      ...PERSON_COLUMNS.map(
        (column): SheetColumn => ({
          label: t(column === 'average' ? 'performance.file.average' : `performance.people.${column}`),
          width: 16,
          as: column === 'average' ? 'hours' : 'count',
        }),
      ),
    ],
    rows: [
      ...people.map(p => [
        p.name,
        p.posts.map(title).join('; '),
        p.done,
        p.late,
        p.average === null ? null : p.average / 60,
        ...held(p.held),
      ]),
      ...(pool.open ? [[t('performance.people.pool'), '', null, null, null, ...held(pool)]] : []),
      ...(stranded.open ? [[t('performance.load.stranded'), '', null, null, null, ...held(stranded)]] : []),
    ],
  });
}
