import { ethnicGroup } from '#engines/forms';
import { findArea } from '#engines/organisation';
import { joiningsAmong, type PersonRecord, SHOWN, type Shown, shownOf } from '#engines/people';
import { formatDate, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, queryText } from '#platform/http';
import { type Errors, errorSummary, formatPhone, html, note, type Printable, staffPage, tabs } from '#ui';

export const ROOT = '/can-bo/nguoi-trung';
export const PAGE_SIZE = 25;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in the address. Throws NOT_FOUND for what is none. */
export function idIn(ctx: Ctx, name: string): string {
  const id = ctx.req.params[name] ?? '';
  if (!UUID.test(id)) throw NotFound();
  return id;
}

/** A date of birth as people write it; of whom only the year is known, the year. */
export const birthText = (day: string | null): string =>
  day === null ? '' : day.endsWith('-01-01') ? day.slice(0, 4) : formatDate(day);

/** What is shown of a person, by all of his records, as people read it; empty where nothing is known. Throws NOT_FOUND for nobody. */
export async function factsOf(ctx: Ctx, records: readonly PersonRecord[]): Promise<Record<Shown, string>> {
  const joinings = await joiningsAmong(
    ctx.db,
    records.map(r => r.id),
  );
  const record = shownOf(records, joinings, SHOWN);
  if (!record) throw NotFound();
  const area = record.areaId ? await findArea(ctx.db, record.areaId, localDate(ctx.clock.now())) : undefined;
  return {
    name: record.name,
    birthDate: birthText(record.birthDate),
    sex: record.sex ? ctx.t(`person-records.sex.${record.sex}`) : '',
    phone: record.phone ? formatPhone(record.phone) : '',
    ethnicity: record.ethnicity ? (ethnicGroup(record.ethnicity) ?? record.ethnicity) : '',
    area: area?.fullName ?? '',
    address: record.address ?? '',
  };
}

const TABS = [
  ['waiting', ''],
  ['joined', '/da-gop'],
  ['apart', '/hai-nguoi'],
] as const;

/** The three lists, one of them open. */
export const lists = ({ t }: Ctx, current: (typeof TABS)[number][0]): Printable =>
  tabs({
    label: t('person-records.title'),
    items: TABS.map(([id, path]) => ({
      href: `${ROOT}${path}`,
      label: t(`person-records.tab.${id}`),
      current: id === current,
    })),
  });

/** A page of those who tell people apart: what was just done, errors first. */
export function recordsPage(
  ctx: Ctx,
  { title, back = false, errors = [] }: { title: string; back?: boolean; errors?: Errors },
  main: Printable,
): Answer {
  const { t } = ctx;
  const done = `person-records.done.${queryText(ctx.req.query, 'xong')}`;
  return page(
    staffPage(
      ctx,
      { title, active: 'person-records', error: errors.length > 0 },
      html`${back && html`<p><a href="${ROOT}">‹ ${t('person-records.title')}</a></p>`}${
        !errors.length && ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`
      }${errorSummary(t, errors)}
<h1>${title}</h1>
${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}
