import { accountNames, listSettledMessages, type SettledMessage } from '#engines/cases';
import { formatDateTime, localDate } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { type Html, html, lines, pages, scrollTable, wholeCodes, withQuery } from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { subjectOf } from './words.ts';

const PAGE_SIZE = 50;
/** The page of this list: the incidents above it have one of their own. */
const PAGE = 'trang-tin';

/** Who settled each of them, as their entries say. */
async function settlers(ctx: Ctx, found: readonly SettledMessage[]): Promise<(id: string) => string> {
  const subjects = found.map(({ id }) => `message:${id}`);
  const told = await ctx.get(ledgerService).histories(ctx.db, subjects, ['message.settled']);
  const by = new Map(
    [...told].flatMap(([subject, entries]) => entries.map(e => [subject, e.actor] as const)),
  );
  const names = await accountNames(ctx.db, [...by.values()]);
  return id => names.get(by.get(`message:${id}`) ?? '') ?? '';
}

/** Messages of which somebody said how whoever they were for was told otherwise: who, when, and what he noted. Null where there are none. */
export async function settledMessages(ctx: Ctx): Promise<Html | null> {
  const { t } = ctx;
  const asked = Number(queryText(ctx.req.query, PAGE));
  const n = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, 10_000) : 1;
  const now = ctx.clock.now();
  const offset = (n - 1) * PAGE_SIZE;
  const found = await listSettledMessages(ctx.db, ctx.visitor!, now, { limit: PAGE_SIZE + 1, offset });
  const shown = found.slice(0, PAGE_SIZE);
  if (!shown.length && n === 1) return null;
  const by = await settlers(ctx, shown);
  const agencies = await agencyNames(
    ctx,
    shown.flatMap(m => m.agencyId ?? []),
    localDate(now),
  );
  const table = scrollTable({
    caption: t('administration.messages.settled'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.incident.dossier') },
      { label: t('administration.message.what') },
      { label: t('administration.message.otherwise.how') },
      { label: t('administration.message.settled-by') },
    ],
    rows: shown.map(m => [
      m.code
        ? html`<b class="num nb">${m.code}</b><small>${agencies.get(m.agencyId ?? '') ?? ''}</small>`
        : html`<b>${t('administration.message.no-dossier')}</b><small>${m.official ?? t('administration.message.to-citizen')}</small>`,
      wholeCodes(subjectOf(ctx, m)),
      lines(m.how),
      html`${by(m.id)}<small class="num nb">${formatDateTime(m.settledAt)}</small>`,
    ]),
  });
  return html`<section><h2>${t('administration.messages.settled')}</h2>${table}${pages(t, {
    from: offset + 1,
    to: offset + shown.length,
    previous: n > 1 ? withQuery(ctx, { [PAGE]: String(n - 1) }) : undefined,
    next: found.length > PAGE_SIZE ? withQuery(ctx, { [PAGE]: String(n + 1) }) : undefined,
  })}</section>`;
}
