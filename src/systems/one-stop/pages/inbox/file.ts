import { inbox } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { defineError } from '#platform/errors';
import { type Answer, type Ctx, file, type Route } from '#platform/http';
import { spreadsheet, XLSX } from '#platform/spreadsheet';
import { askedOf, deskOf, INBOX, typedIn, viewOf } from './ask.ts';
import { noteRead } from './note-read.ts';
import { lineTexts } from './rows.ts';

/** More than one works off; and what a workbook should hold. */
const MOST_ROWS = 20_000;

/** More is asked for than one file holds. */
const InboxTooLong = defineError('INBOX_TOO_LONG', 422);

const COLUMNS = [
  { id: 'code', width: 28 },
  { id: 'owner', width: 26 },
  { id: 'procedure', width: 44 },
  { id: 'step', width: 22 },
  { id: 'agency', width: 30 },
  { id: 'given', width: 24 },
  { id: 'channel', width: 16 },
  { id: 'received', width: 18, as: 'moment' },
  { id: 'due', width: 18, as: 'moment' },
  { id: 'left', width: 24 },
  { id: 'hours', width: 18, as: 'hours' },
] as const;

/** The list that the address asks for, whole, as a workbook: what the screen shows, in its order. Throws InboxTooLong. */
async function excel(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const desk = await deskOf(ctx);
  const typed = typedIn(ctx.req.query);
  const { reach, filter } = await askedOf(ctx, desk, typed);
  const tasks = await inbox(ctx.db, reach, filter, { limit: MOST_ROWS + 1 });
  if (tasks.length > MOST_ROWS) throw InboxTooLong({ most: MOST_ROWS });
  await noteRead(ctx, desk, 'inbox-file', typed, tasks.length);
  const bytes = await spreadsheet({
    name: t('one-stop.menu'),
    head: [t(`one-stop.view.${viewOf(typed)}`), formatDateTime(desk.now)],
    columns: COLUMNS.map(({ id, ...shape }) => ({ label: t(`one-stop.file.${id}`), ...shape })),
    rows: (await lineTexts(ctx, desk, tasks)).map(({ task, step, left, hours, agency, given }) => [
      task.title.code,
      task.title.person,
      task.title.matter,
      step,
      agency,
      given,
      task.title.channel ? t(`cases.channel.${task.title.channel}`) : '',
      task.createdAt,
      task.dueAt,
      left,
      hours,
    ]),
  });
  const day = formatDateTime(desk.now).slice(0, 10).replaceAll('/', '-');
  return file(bytes, XLSX, { download: `viec-can-lam-${day}.xlsx` });
}

export const inboxFileRoute: Route = {
  method: 'GET',
  path: `${INBOX}/tai.xlsx`,
  rule: 'official',
  handler: excel,
};
