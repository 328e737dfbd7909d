import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  checkedPapers,
  decisionNumber,
  findCheckedPaper,
  findDecisionByDigest,
  findResult,
  findResultByDigest,
  type Result,
  type ResultAct,
} from '#engines/cases';
import { trustService, type Verification } from '#engines/trust';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import {
  button,
  citizenPage,
  details,
  errorSummary,
  type FieldError,
  html,
  type KeyValue,
  keyValues,
  note,
  status,
} from '#ui';
import { certificateRow } from './certificate-row.ts';
import { type Slip, slipIn } from './slip-in.ts';
import {
  decisionRow,
  type Ended,
  endedAbout,
  endedBy,
  FIELD,
  firstIssueRow,
  laterWords,
  liftedRows,
  paperRow,
  registered,
  uploadForm,
} from './verify-parts.ts';

const UPLOAD = { maxBytes: 20_000_000, maxFiles: 1, tellsTooLarge: true } as const;

const ask = (ctx: Ctx, errors: readonly FieldError[] = []): Answer =>
  page(
    citizenPage(
      ctx,
      { title: ctx.t('portal.verify.title'), backTo: '/', error: errors.length > 0 },
      html`${errorSummary(ctx.t, errors)}
<h1>${ctx.t('portal.verify.title')}</h1>
<p>${ctx.t('portal.verify.about')}</p>
${uploadForm(ctx, errors)}
${details({ summary: ctx.t('portal.verify.unknown-title') }, html`<p>${ctx.t('portal.verify.unknown-about')}</p>`)}
<p><a href="/so-ghi">${ctx.t('portal.ledger.link')}</a></p>`,
    ),
    { status: errors.length ? 422 : 200 },
  );

/** Whether anybody but the signatory says when it was is told of signatures that hold; of a file that proves nothing, nobody is said to have signed it. */
const signedWords = (
  { intact, timeStamped, certificate }: Verification['signatures'][number],
  verdict: Verification['verdict'],
): string => {
  if (certificate?.altered) return 'portal.verify.signed-altered';
  if (verdict === 'damaged') return 'portal.verify.signed-unproven';
  if (!intact) return 'portal.verify.signed-broken';
  if (verdict === 'changed') return 'portal.verify.signed-before';
  return timeStamped ? 'portal.verify.signed-stamped' : 'portal.verify.signed';
};

function signatureRows(v: Verification, ctx: Ctx): KeyValue[] {
  const { t } = ctx;
  return v.signatures.map(s => ({
    label: t(`portal.verify.by-${s.kind}`),
    value: t(signedWords(s, v.verdict), {
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

/**
 * A receipt or another slip of ours: none of them is signed, and its code leads to what the dossier says. That the file calls itself
 * so proves nothing, so nothing is said of its content.
 */
function ofSlip(ctx: Ctx, { title, href }: Slip): Answer {
  const { t } = ctx;
  const headline = t('portal.verify.slip', { title });
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p class="lead">${t('portal.verify.slip-about')}</p>
<p>${button({ label: t('portal.verify.slip-open'), href })}</p>
<h2>${t('portal.verify.another')}</h2>
${uploadForm(ctx)}`,
    ),
  );
}

/** What the register says of a file: a result and whether it holds, a decision that ended one, or that it has neither. */
async function registerRows(
  ctx: Ctx,
  sha256: string,
  {
    result,
    act,
    ended,
  }: { result: Result | undefined; act: ResultAct | undefined; ended: Ended | undefined },
) {
  const { t } = ctx;
  const about = act && (await findResult(ctx.db, act.resultId));
  if (act && about) return [await decisionRow(ctx, act, about)];
  const papers = ctx.extensions(checkedPapers);
  const paper = result ? undefined : await findCheckedPaper(ctx.db, papers, { sha256 });
  if (!paper) return [await registered(ctx, result, ended)];
  const later = await laterWords(ctx, paper);
  return [
    await paperRow(ctx, paper),
    ...(later ? [{ label: t('portal.verify.later-label'), value: later }] : []),
  ];
}

/** Of the content no more is said than the signatures prove. */
function contentWords(v: Verification): string {
  if (v.verdict === 'damaged') return 'portal.verify.content-unproven';
  return v.changedSince || v.signatures.some(s => !s.intact)
    ? 'portal.verify.content-changed'
    : 'portal.verify.content-same';
}

/** Of these nothing else is said than what to do. */
const CANNOT_READ: ReadonlySet<Verification['verdict']> = new Set(['unreadable', 'damaged']);

/** Who signed a PDF, when, and whether it was changed since; and whether what it says still holds. */
async function check(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const upload = ctx.req.uploads[0];
  if (!upload) {
    const why = ctx.req.dropped?.length ? 'too-large' : 'missing';
    return ask(ctx, [{ path: FIELD, message: t(`portal.verify.file-${why}`) }]);
  }
  const bytes = await readFile(upload.path);
  const v = await ctx.get(trustService).verifyPdf(bytes);
  const slip = v.verdict === 'no-signature' ? slipIn(bytes, ctx.site.baseUrl) : undefined;
  if (slip) return ofSlip(ctx, slip);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const result = await findResultByDigest(ctx.db, sha256);
  const ended = await endedBy(ctx, result);
  const act = result ? undefined : await findDecisionByDigest(ctx.db, sha256);
  // A decision that was itself found wrong: its signature holds, it does not.
  const lifted = v.verdict === 'valid' && act?.liftedAt ? act : undefined;
  const good = v.verdict === 'valid' && !ended && !lifted;
  const now = formatDateTime(ctx.clock.now());
  const headline = lifted
    ? t('portal.verify.decision-lifted', { number: decisionNumber(lifted) })
    : ended && v.verdict === 'valid'
      ? ended.headline
      : t(`portal.verify.verdict-${v.verdict}`);
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(good ? 'done' : 'late', t(good ? 'portal.verify.valid-at' : 'portal.verify.checked-at', { at: now }))}</p>
${
  ended
    ? endedAbout(ctx, ended)
    : lifted
      ? html`<p class="lead">${t('portal.verify.decision-lifted-todo')}</p>`
      : html`<p class="lead">${t(`portal.verify.todo-${good && ctx.site.demo ? 'valid-demo' : v.verdict}`)}</p>`
}
${
  v.signatures.length > 0 &&
  keyValues(t, [
    ...signatureRows(v, ctx),
    ...certificateRow(v, ctx.t),
    {
      label: t('portal.verify.content'),
      value: t(contentWords(v)),
    },
    ...(await registerRows(ctx, sha256, { result, act, ended })),
    ...(await liftedRows(ctx, result)),
    ...(ended ? [] : await firstIssueRow(ctx, result)),
  ])
}
${!CANNOT_READ.has(v.verdict) && note(t(v.verdict === 'valid' ? 'portal.verify.meaning' : 'portal.verify.unknown-about'))}
<h2>${t('portal.verify.another')}</h2>
${uploadForm(ctx)}`,
    ),
  );
}

/** The public check of a PDF. */
export const verifyFileRoutes: readonly Route[] = [
  { method: 'GET', path: '/kiem-tra', rule: 'public', handler: async ctx => ask(ctx) },
  {
    method: 'POST',
    path: '/kiem-tra',
    rule: 'public',
    handler: check,
    upload: UPLOAD,
    rateLimit: { max: 30, windowSeconds: 60 },
  },
];
