import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  casesService,
  findDossierByCode,
  findResult,
  findResultByDigest,
  isReceiptToken,
  type Result,
  tidyCode,
} from '#engines/cases';
import { findAgency, getAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { trustService, type Verification } from '#engines/trust';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, queryText, type Route } from '#platform/http';
import {
  button,
  citizenPage,
  csrfField,
  details,
  errorSummary,
  type FieldError,
  fileField,
  type Html,
  html,
  type KeyValue,
  keyValues,
  note,
  status,
} from '#ui';
import { dueText } from './deadline-view.ts';

const FIELD = 'tep';
const UPLOAD = { maxBytes: 20_000_000, maxFiles: 1 };

function uploadForm(ctx: Ctx, errors: readonly FieldError[] = []): Html {
  const { t } = ctx;
  return html`<form method="post" action="/kiem-tra" enctype="multipart/form-data" novalidate>${csrfField(ctx)}
${fileField(t, { name: FIELD, label: t('portal.verify.file'), hint: t('portal.verify.file-hint'), accept: 'application/pdf', error: errors.find(e => e.path === FIELD)?.message })}
<p>${button({ label: t('portal.verify.check') })}</p></form>`;
}

const ask = (ctx: Ctx, errors: readonly FieldError[] = []): Answer =>
  page(
    citizenPage(
      ctx,
      { title: ctx.t('portal.verify.title'), backTo: '/', error: errors.length > 0 },
      html`${errorSummary(ctx.t, errors)}
<h1>${ctx.t('portal.verify.title')}</h1>
<p>${ctx.t('portal.verify.about')}</p>
${uploadForm(ctx, errors)}
${details({ summary: ctx.t('portal.verify.unknown-title') }, html`<p>${ctx.t('portal.verify.unknown-about')}</p>`)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );

/** What the province's own register says of a result: a valid signature on a revoked paper is still a revoked paper. */
async function registered(ctx: Ctx, result: Result | undefined): Promise<KeyValue> {
  const { t } = ctx;
  const label = t('portal.verify.register');
  if (!result) return { label, value: t('portal.verify.not-registered') };
  const agency = await findAgency(ctx.db, result.agencyId, localDate(result.issuedAt));
  const params = {
    title: result.title,
    number: result.number,
    agency: agency?.name ?? '',
    at: formatDateTime(result.statusAt ?? result.issuedAt),
  };
  return { label, value: t(`portal.verify.registered-${result.status}`, params) };
}

function signatureRows(v: Verification, ctx: Ctx): KeyValue[] {
  const { t } = ctx;
  return v.signatures.map(s => ({
    label: t(`portal.verify.by-${s.kind}`),
    value: t(s.intact ? 'portal.verify.signed' : 'portal.verify.signed-broken', {
      name:
        s.kind === 'agency'
          ? s.organisation || s.signerName
          : s.organisation
            ? `${s.signerName}, ${s.organisation}`
            : s.signerName,
      at: s.signedAt ? formatDateTime(s.signedAt) : '–',
    }),
  }));
}

async function check(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const upload = ctx.req.uploads[0];
  if (!upload) return ask(ctx, [{ path: FIELD, message: t('portal.verify.file-missing') }]);
  const bytes = await readFile(upload.path);
  const v = await ctx.get(trustService).verifyPdf(bytes);
  const result = await findResultByDigest(ctx.db, createHash('sha256').update(bytes).digest('hex'));
  const revoked = result !== undefined && result.status !== 'valid';
  const good = v.verdict === 'valid' && !revoked;
  const now = formatDateTime(ctx.clock.now());
  const headline = t(`portal.verify.verdict-${revoked && v.verdict === 'valid' ? 'revoked' : v.verdict}`);
  const certificate = v.signatures.find(s => s.certificate)?.certificate;
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(good ? 'done' : 'late', t(good ? 'portal.verify.valid-at' : 'portal.verify.checked-at', { at: now }))}</p>
<p class="lead">${t(`portal.verify.todo-${good ? 'valid' : revoked ? 'revoked' : v.verdict}`)}</p>
${
  v.signatures.length > 0 &&
  keyValues(t, [
    ...signatureRows(v, ctx),
    ...(certificate
      ? [
          {
            label: t('portal.verify.certificate'),
            value: t(
              certificate.trusted ? 'portal.verify.certificate-known' : 'portal.verify.certificate-unknown',
              { issuer: certificate.issuer },
            ),
          },
        ]
      : []),
    {
      label: t('portal.verify.content'),
      value: t(
        v.changedSince || v.signatures.some(s => !s.intact)
          ? 'portal.verify.content-changed'
          : 'portal.verify.content-same',
      ),
    },
    await registered(ctx, result),
  ])
}
${note(t('portal.verify.meaning'))}
<h2>${t('portal.verify.another')}</h2>
${uploadForm(ctx)}`,
    ),
  );
}

/** The QR code of a result: who issued it, and whether it still holds. What it says of people stays on the paper itself. */
async function ofResult(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const id = ctx.req.params.id ?? '';
  const result = /^[0-9a-f-]{36}$/.test(id) ? await findResult(ctx.db, id) : undefined;
  if (!result) throw NotFound();
  const good = result.status === 'valid';
  const headline = t(good ? 'portal.verify.result-valid' : `portal.verify.result-${result.status}`, {
    title: result.title,
  });
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(good ? 'done' : 'late', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${keyValues(t, [await registered(ctx, result), { label: t('portal.verify.issued'), value: formatDateTime(result.issuedAt) }])}
${note(t('portal.verify.compare'))}
${uploadForm(ctx)}`,
    ),
  );
}

/** The QR code of a receipt: whether it came from here, and where the dossier stands, without names. */
async function ofReceipt(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const dossier = await findDossierByCode(ctx.db, tidyCode(ctx.req.params.code ?? ''));
  const deps = ctx.get(casesService);
  if (!dossier || !isReceiptToken(deps.receiptKey, dossier, queryText(ctx.req.query, 'k'))) throw NotFound();
  const version = await getProcedureVersion(ctx.db, dossier.procedureVersionId);
  const unit = await getAgency(ctx.db, dossier.receivedBy, localDate(dossier.receivedAt));
  const title = t('portal.verify.receipt-valid');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/kiem-tra' },
      html`<h1>${title}</h1>
<p>${status('done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${keyValues(t, [
  { label: t('portal.track.code'), value: dossier.code },
  { label: t('portal.dossier.procedure'), value: version.name },
  { label: t('portal.verify.receipt-unit'), value: unit.name },
  { label: t('portal.dossier.received'), value: formatDateTime(dossier.receivedAt) },
  { label: t('portal.verify.receipt-status'), value: t(`cases.status.${dossier.status}`) },
  ...(dossier.closedAt ? [] : [{ label: t('portal.done.due'), value: dueText(dossier.dueAt, t) }]),
])}
<p>${button({ label: t('portal.done.follow'), href: `/tra-cuu?ma=${dossier.code}`, alt: true })}</p>`,
    ),
  );
}

/** The public check of papers: a PDF, the QR code of a result, the QR code of a receipt. */
export const verifyRoutes: readonly Route[] = [
  { method: 'GET', path: '/kiem-tra', rule: 'public', handler: async ctx => ask(ctx) },
  {
    method: 'POST',
    path: '/kiem-tra',
    rule: 'public',
    handler: check,
    upload: UPLOAD,
    rateLimit: { max: 30, windowSeconds: 60 },
  },
  { method: 'GET', path: '/kiem-tra/k/:id', rule: 'public', handler: ofResult },
  {
    method: 'GET',
    path: '/kiem-tra/g/:code',
    rule: 'public',
    handler: ofReceipt,
    rateLimit: { max: 60, windowSeconds: 60 },
  },
];
