import { trustService } from '#engines/trust';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, page, type Route } from '#platform/http';
import { ledgerService, readHead } from '#platform/ledger';
import {
  button,
  citizenPage,
  details,
  digestText,
  emptyState,
  formatNumber,
  type Html,
  html,
  keyValues,
} from '#ui';

const PATH = '/so-ghi';

async function stampPart(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const stamp = await ctx.get(trustService).lastStamp();
  if (!stamp?.head || !stamp.at) return html`<p>${t('portal.ledger.no-stamp')}</p>`;
  const at = formatDateTime(stamp.at);
  const size = formatNumber(stamp.head.size, { lang: t.lang });
  return html`<p>${t('portal.ledger.stamped', { size, at, service: stamp.service })}</p>
<p><a href="${PATH}/${stamp.name}.head" download>${t('portal.ledger.stamp-head')}</a></p>
<p><a href="${PATH}/${stamp.name}.tst" download>${t('portal.ledger.stamp-token')}</a></p>`;
}

/** The newest head of the ledger, for everybody: whoever keeps it is a witness. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const ledger = ctx.get(ledgerService);
  const signed = await ledger.head(db);
  const head = signed && readHead(signed);
  return page(
    citizenPage(
      ctx,
      { title: t('portal.ledger.title'), backTo: '/kiem-tra' },
      html`<h1>${t('portal.ledger.title')}</h1>
<p class="lead">${t('portal.ledger.about')}</p>
${
  head
    ? html`<h2>${t('portal.ledger.head')}</h2>
${keyValues(t, [
  {
    label: t('portal.ledger.size'),
    value: html`<span class="num">${formatNumber(head.size, { lang: t.lang })}</span>`,
  },
  {
    label: t('portal.ledger.time'),
    value: html`<span class="num">${formatDateTime(new Date(head.time))}</span>`,
  },
  { label: t('portal.ledger.root'), value: digestText(head.root) },
  { label: t('portal.ledger.fingerprint'), value: digestText(head.log) },
])}
<p>${button({ label: t('portal.ledger.download'), href: `${PATH}/dau-so.jsonl`, alt: true })}</p>
${details(
  { summary: t('portal.ledger.witness') },
  html`<ol><li>${t('portal.ledger.witness.keep')}</li><li>${t('portal.ledger.witness.ask')}</li><li>${t('portal.ledger.witness.check')}</li></ol>`,
)}
<h2>${t('portal.ledger.stamp')}</h2>
${await stampPart(ctx)}`
    : emptyState({ why: t('portal.ledger.none') })
}`,
    ),
  );
}

/** As one line of a file of heads. */
async function download(ctx: Ctx): Promise<Answer> {
  const signed = await ctx.get(ledgerService).head(ctx.db);
  const head = signed && readHead(signed);
  if (!signed || !head) throw NotFound();
  const line = JSON.stringify({ signed: signed.signed, signature: signed.signature });
  return file(Buffer.from(`${line}\n`), 'application/jsonl; charset=utf-8', {
    download: `head-${head.size}.jsonl`,
  });
}

/** The two files of the newest time stamp. */
async function stampFile(ctx: Ctx): Promise<Answer> {
  const stamp = await ctx.get(trustService).lastStamp();
  const name = ctx.req.params.file ?? '';
  if (!stamp) throw NotFound();
  if (name === `${stamp.name}.head`)
    return file(stamp.bytes, 'application/json; charset=utf-8', { download: name });
  if (name === `${stamp.name}.tst`) return file(stamp.token, 'application/octet-stream', { download: name });
  throw NotFound();
}

export const ledgerRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'public', handler: show },
  { method: 'GET', path: `${PATH}/dau-so.jsonl`, rule: 'public', handler: download },
  { method: 'GET', path: `${PATH}/:file`, rule: 'public', handler: stampFile },
];
