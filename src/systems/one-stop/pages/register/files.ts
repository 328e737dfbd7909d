import {
  casesService,
  heldOf,
  paperStandsOf,
  type RegisterLine,
  registerSlipOf,
  statusText,
} from '#engines/cases';
import { formatDate, localDate } from '#platform/clock';
import { defineError, isAppError } from '#platform/errors';
import { type Answer, type Ctx, file, queryText, type Route, redirect } from '#platform/http';
import { spreadsheet, XLSX } from '#platform/spreadsheet';
import { html, note, withQuery } from '#ui';
import { askedOf, linesFor, REGISTER } from './ask.ts';

/** More than anybody prints; more than a workbook should hold. */
const MOST_PRINTED = 2_000;
const MOST_ROWS = 20_000;

/** More is asked for than one file holds. */
const RegisterTooLong = defineError('REGISTER_TOO_LONG', 422);

/** In the address of the register: so many a file would hold, and there are more. */
export const TOO_MANY = 'qua';

/** Why there was no file, after one was asked for. */
export function tooManyNote(ctx: Ctx) {
  const most = Number.parseInt(queryText(ctx.req.query, TOO_MANY), 10);
  if (!(most > 0)) return null;
  const { code } = RegisterTooLong;
  const words = { what: ctx.t(`error.${code}.what`, { most }), todo: ctx.t(`error.${code}.todo`, { most }) };
  return html`<div role="alert">${note(ctx.t('ui.refusal', words))}</div>`;
}

const COLUMNS = [
  { id: 'code', width: 28 },
  { id: 'owner', width: 24 },
  { id: 'applicant', width: 24 },
  { id: 'procedure', width: 44 },
  { id: 'channel', width: 16 },
  { id: 'received', width: 18, as: 'moment' },
  { id: 'due', width: 18, as: 'moment' },
  { id: 'result', width: 18, as: 'moment' },
  { id: 'status', width: 24 },
] as const;

/** By when they were received: ids follow the order in which they were entered, which is another where one came in on paper first. */
const byReceipt = (a: RegisterLine, b: RegisterLine): number =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * The lines that the address asks for, in the order in which they were received, the days from the first to the last, and where each
 * stands, as the list says it. Throws RegisterTooLong.
 */
async function allLines(
  ctx: Ctx,
  most: number,
): Promise<{ lines: RegisterLine[]; from: string; to: string; statusKey(line: RegisterLine): string }> {
  const asked = await askedOf(ctx);
  const { lines } = await linesFor(ctx, asked, { limit: most + 1, offset: 0 }, 'register-file');
  if (lines.length > most) throw RegisterTooLong({ most });
  lines.sort(byReceipt);
  const { from, to } = asked.filter;
  const dayOf = (line: RegisterLine | undefined) => line && localDate(line.receivedAt);
  const today = localDate(ctx.clock.now());
  const held = await heldOf(ctx.db, lines);
  const paper = await paperStandsOf(ctx.db, lines);
  return {
    lines,
    from: from ?? dayOf(lines[0]) ?? to ?? today,
    to: to ?? dayOf(lines.at(-1)) ?? from ?? today,
    statusKey: line => statusText(line.status, line.resultEnd, held.has(line.id), paper.get(line.id)),
  };
}

async function print(ctx: Ctx): Promise<Answer> {
  const t = ctx.texts.of('vi');
  const grant = ctx.visitor?.grants.find(g => g.permission === 'dossier.read');
  const { statusKey, ...asked } = await allLines(ctx, MOST_PRINTED);
  const statusWords = (line: RegisterLine) => t(statusKey(line));
  const register = { ...asked, agencyId: grant!.agencyId, statusWords };
  const pdf = await registerSlipOf(ctx.db, ctx.get(casesService), register, ctx.clock.now());
  return file(pdf, 'application/pdf');
}

async function excel(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { lines, from, to, statusKey } = await allLines(ctx, MOST_ROWS);
  const bytes = await spreadsheet({
    name: t('one-stop.register.title'),
    head: [t('one-stop.register.title'), `${formatDate(from)} – ${formatDate(to)}`],
    columns: COLUMNS.map(({ id, ...shape }) => ({ label: t(`one-stop.register.col.${id}`), ...shape })),
    rows: lines.map(line => [
      line.code,
      line.ownerName,
      line.applicantName,
      line.procedure,
      t(`cases.channel.${line.channel}`),
      line.receivedAt,
      line.dueAt,
      line.resultAt,
      t(statusKey(line)),
    ]),
  });
  return file(bytes, XLSX, { download: `so-theo-doi-${from}-${to}.xlsx` });
}

/** Too much for a file: back in the register, with what was asked for still there, it is said what to do. */
const orBack = (make: (ctx: Ctx) => Promise<Answer>) => async (ctx: Ctx) => {
  try {
    return await make(ctx);
  } catch (error) {
    if (!isAppError(error) || error.code !== RegisterTooLong.code) throw error;
    const asked = withQuery(ctx, { trang: '', [TOO_MANY]: String(error.params.most) });
    return redirect(asked.replace(ctx.req.path, REGISTER));
  }
};

const rule = { permission: 'dossier.read' } as const;

export const registerFileRoutes: readonly Route[] = [
  { method: 'GET', path: `${REGISTER}/in.pdf`, rule, handler: orBack(print) },
  { method: 'GET', path: `${REGISTER}/tai.xlsx`, rule, handler: orBack(excel) },
];
