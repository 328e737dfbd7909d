import { actOf, holdsAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, pageNumber, type Route } from '#platform/http';
import { ledgerService, readHead } from '#platform/ledger';
import {
  button,
  digestText,
  emptyState,
  figureTiles,
  formatNumber,
  html,
  keyValues,
  pages,
  status,
  withQuery,
} from '#ui';
import { withCommands } from '../../commands.ts';
import { findEntries } from '../../entries/find.ts';
import { adminPage, ROOT } from '../../view.ts';
import { type Asked, askedOf } from './ask.ts';
import { entryTable } from './entry-table.ts';
import { findEntriesForm } from './find-form.ts';

const PATH = `${ROOT}/so-ghi`;
const PAGE_SIZE = 50;
const rule = { permission: 'ledger.read' };

/** The ledger is one for the province: read by whoever may read all of it. Throws NotFound. */
async function mustRead(ctx: Ctx): Promise<void> {
  if (!(await holdsAll(ctx, 'ledger.read'))) throw NotFound();
}

/** That the ledger was read, and what of it was asked for, is an entry itself: one an hour. */
async function noteRead(ctx: Ctx, { typed }: Asked, n: number, rows: number): Promise<void> {
  const { actor, post, agency } = actOf(ctx, 'ledger.read');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'ledger',
      query: { ...typed, page: n },
      rows,
    }),
  );
}

/** The entries that fit what is asked for, the newest first. */
async function found(ctx: Ctx, asked: Asked): Promise<Answer> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const page = { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE };
  const positions = asked.errors.length ? [] : await findEntries(db, asked.filter ?? {}, page);
  const list = await ctx.get(ledgerService).readAt(db, positions.slice(0, PAGE_SIZE));
  if (!asked.errors.length) await noteRead(ctx, asked, n, list.length);
  const none = emptyState({ why: t('administration.ledger.find.none') });
  return adminPage(
    ctx,
    { title: t('administration.ledger.title'), active: 'ledger', errors: asked.errors },
    html`<section><h2>${t('administration.ledger.find.title')}</h2>${await findEntriesForm(ctx, PATH, asked)}
${list.length ? await entryTable(ctx, list) : !asked.errors.length && none}
${pages(t, {
  from: page.offset + 1,
  to: page.offset + list.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: positions.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`,
  );
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  await mustRead(ctx);
  const asked = await askedOf(ctx);
  if (asked.filter) return found(ctx, asked);
  const ledger = ctx.get(ledgerService);
  const [lag, signed, fingerprint] = await Promise.all([
    ledger.lag(db),
    ledger.head(db),
    ledger.fingerprint(db),
  ]);
  const head = signed && readHead(signed);
  const n = pageNumber(ctx.req.query);
  const to = Math.max(0, lag.size - (n - 1) * PAGE_SIZE);
  const from = Math.max(0, to - PAGE_SIZE);
  const list = (await ledger.read(db, { from, to })).reverse();
  await noteRead(ctx, asked, n, list.length);
  const number = (value: number) => formatNumber(value, { lang: t.lang });
  return adminPage(
    ctx,
    { title: t('administration.ledger.title'), active: 'ledger' },
    html`<p>${t('administration.ledger.about')}</p>
${figureTiles([
  {
    label: t('administration.ledger.size'),
    value: number(lag.size),
    about: t('administration.ledger.size.about'),
  },
  {
    label: t('administration.ledger.unsealed'),
    value: number(lag.unsealed),
    about: lag.oldest
      ? status('soon', t('administration.ledger.oldest', { at: formatDateTime(lag.oldest) }))
      : t('administration.ledger.size.about'),
  },
])}
<section><h2>${t('administration.ledger.head')}</h2>${
      head
        ? html`${keyValues(t, [
            {
              label: t('administration.ledger.head.size'),
              value: html`<span class="num">${number(head.size)}</span>`,
            },
            {
              label: t('administration.ledger.head.time'),
              value: html`<span class="num">${formatDateTime(new Date(head.time))}</span>`,
            },
            { label: t('administration.ledger.head.root'), value: digestText(head.root) },
            { label: t('administration.ledger.fingerprint'), value: digestText(fingerprint ?? head.log) },
            ...(head.keyId === fingerprint
              ? []
              : [{ label: t('administration.ledger.key-in-force'), value: digestText(head.keyId) }]),
          ])}<p>${button({ label: t('administration.ledger.download'), href: `${PATH}/dau-so`, alt: true })}</p><p class="q">${withCommands(t('administration.ledger.download.about'))}</p>`
        : emptyState({ why: t('administration.ledger.no-head') })
    }</section>
<section><h2>${t('administration.ledger.entries')}</h2>${await findEntriesForm(ctx, PATH, asked)}${
      list.length ? await entryTable(ctx, list) : emptyState({ why: t('administration.ledger.none') })
    }
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + list.length,
  total: lag.size,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: from > 0 ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`,
  );
}

/** The newest signed head as one line of a head file: kept elsewhere, it proves later that nothing before it was changed. */
async function download(ctx: Ctx): Promise<Answer> {
  await mustRead(ctx);
  const signed = await ctx.get(ledgerService).head(ctx.db);
  const head = signed && readHead(signed);
  if (!signed || !head) throw NotFound();
  const line = JSON.stringify({ signed: signed.signed, signature: signed.signature });
  return file(Buffer.from(`${line}\n`), 'application/jsonl; charset=utf-8', {
    download: `head-${head.size}.jsonl`,
  });
}

export const ledgerRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule, handler: show },
  { method: 'GET', path: `${PATH}/dau-so`, rule, handler: download },
];
