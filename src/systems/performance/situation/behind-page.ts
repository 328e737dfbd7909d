import type { RegisterLine } from '#engines/cases';
import { formatDate, formatDateTime, formatTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  file,
  page,
  pageNumber,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import { button, emptyState, type Html, html, pastEnd, scrollTable, status, url, withQuery } from '#ui';
import { agencyNamesOn, fieldNames } from '../figures.ts';
import { periodWords } from '../period.ts';
import { addressOf, type SituationAsked, situationAsked } from './asked.ts';
import { dossiersBehind } from './behind.ts';
import { isListed, type Listed } from './columns.ts';
import { dossiersFile, FILE, FiguresTooLong, fileName, MOST_ROWS } from './files.ts';
import { listPage, PAGE_SIZE, recordListRead } from './list-frame.ts';
import { BEHIND } from './page.ts';
import { type Place, standingsOf } from './standing.ts';

/** Numbers of this moment, not of a period. */
const OF_NOW: ReadonlySet<Listed> = new Set(['running', 'soon', 'late-now']);

/** Where a dossier lies, step by step. */
const placesCell = (places: readonly Place[]): Html | string =>
  places.length
    ? html`${places.map(({ agency, step }) => html`<div class="who-of">${agency}<small>${step}</small></div>`)}`
    : '–';

async function listOf(ctx: Ctx, title: string, lines: readonly RegisterLine[]): Promise<Html> {
  return scrollTable({
    caption: title,
    captionHidden: true,
    rowHeader: 0,
    columns: (['code', 'owner', 'procedure', 'place', 'received', 'due', 'status'] as const).map(c => ({
      label: ctx.t(`performance.list.${c}`),
    })),
    rows: (await standingsOf(ctx, lines)).map(({ line, places, stands }) => [
      html`<a class="num nb" href="/can-bo/ho-so/${line.id}">${line.code}</a>`,
      html`<span class="name-of">${line.ownerName}</span>`,
      html`<span class="who-of">${line.procedure}</span>`,
      placesCell(places),
      html`<span class="num nb">${formatDate(line.receivedAt)}</span>`,
      html`<span class="num nb">${formatDate(localDate(line.dueAt))}</span> <small class="num">${formatTime(line.dueAt)}</small>`,
      html`<span class="who-of">${status(stands.tone, stands.words)}${stands.told && html`<small>${stands.told}</small>`}</span>`,
    ]),
  });
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

/** Which number the address names. Throws NotFound. */
function numberAsked(ctx: Ctx): Listed {
  const so = queryText(ctx.req.query, 'so') || 'late-now';
  if (!isListed(so)) throw NotFound();
  return so;
}

/** The dossiers behind a number, each a way to the dossier. */
async function show(ctx: Ctx): Promise<Answer> {
  const so = numberAsked(ctx);
  const asked = await situationAsked(ctx);
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const { lines, more } = await dossiersBehind(ctx, so, asked, { limit: PAGE_SIZE, offset });
  const elsewhere = pastEnd(ctx, n, lines.length);
  if (elsewhere) return elsewhere;
  const { period, agencyId, field } = asked;
  await recordListRead(ctx, { so, period: period.query, agencyId, field, offset }, lines.length);
  const title = ctx.t(`performance.list.title.${so}`);
  const list = lines.length
    ? html`${await listOf(ctx, title, lines)}
<p class="row no-print">${button({ label: ctx.t('performance.file.excel'), href: url(addressOf(BEHIND_FILE, asked, { so })), alt: true })}</p>`
    : emptyState({ why: ctx.t('performance.list.none') });
  const shown = { n, count: lines.length, more };
  return page(listPage(ctx, asked, title, await aboutWords(ctx, so, asked), shown, list));
}

const BEHIND_FILE = `${BEHIND}/${FILE}`;

/** The same list, whole, as a workbook. Throws FiguresTooLong. */
async function excel(ctx: Ctx): Promise<Answer> {
  const so = numberAsked(ctx);
  const asked = await situationAsked(ctx);
  if (asked.wrong.length) return redirect(withQuery(ctx, {}).replace(BEHIND_FILE, BEHIND));
  const { lines, more } = await dossiersBehind(ctx, so, asked, { limit: MOST_ROWS, offset: 0 });
  if (more) throw FiguresTooLong({ most: MOST_ROWS });
  const { period, agencyId, field } = asked;
  await recordListRead(ctx, { so, period: period.query, agencyId, field, file: true }, lines.length);
  const head = [ctx.t(`performance.list.title.${so}`), await aboutWords(ctx, so, asked)];
  const bytes = await dossiersFile(ctx, head, await standingsOf(ctx, lines));
  return file(bytes, XLSX, { download: fileName(ctx, 'ho-so') });
}

const rule = { permission: 'report.read' } as const;

export const behindRoutes: readonly Route[] = [
  { method: 'GET', path: BEHIND, rule, handler: show },
  { method: 'GET', path: BEHIND_FILE, rule, handler: excel },
];
