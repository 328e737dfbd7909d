import {
  casesService,
  checkedPapers,
  decisionNumber,
  findCheckedPaper,
  findDossierByCode,
  findResult,
  findResultAct,
  heldAmong,
  isDecision,
  isReceiptToken,
  paperStandsOf,
  REGISTER_CHECK,
  readRegisterCode,
  resultEndsOf,
  statusText,
  tidyCode,
} from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, page, queryText, type Route } from '#platform/http';
import { button, capital, citizenPage, html, keyValues, note, status, vietnamese } from '#ui';
import { dueText } from '../dossier/deadline-view.ts';
import {
  decisionRow,
  endedAbout,
  endedBy,
  firstIssueRow,
  laterWords,
  liftedRows,
  paperRow,
  registered,
  uploadForm,
} from './verify-parts.ts';

/** The clock runs: what stands still, or is over, is not due on a day. */
const RUNNING: ReadonlySet<string> = new Set(['received', 'processing']);

/** A code that is none of ours, or a forged one: whoever checks a paper is told so, and the same words whether the dossier exists. */
const unknownCode = (ctx: Ctx): Answer => {
  const { t } = ctx;
  const title = t('portal.verify.code-unknown');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/kiem-tra' },
      html`<h1>${title}</h1>
<p>${status('late', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
<p class="lead">${t('portal.verify.code-unknown-about')}</p>
<p>${t('portal.verify.code-unknown-todo', { hotline: ctx.site.hotline })}</p>
${uploadForm(ctx)}`,
    ),
    { status: 404 },
  );
};

/** The QR code of a result: who issued it, and whether it still holds. What it says of people stays on the paper itself. */
async function ofResult(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const id = ctx.req.params.id ?? '';
  const result = /^[0-9a-f-]{36}$/.test(id) ? await findResult(ctx.db, id) : undefined;
  if (!result) return ofDecision(ctx, id);
  const ended = await endedBy(ctx, result);
  const headline = ended?.headline ?? t('portal.verify.result-valid', { title: result.title });
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(ended ? 'late' : 'done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${ended && endedAbout(ctx, ended)}
${keyValues(t, [await registered(ctx, result, ended), ...(await liftedRows(ctx, result)), ...(ended ? [] : await firstIssueRow(ctx, result)), { label: t('portal.verify.issued'), value: formatDateTime(result.issuedAt) }])}
${!ended && note(t('portal.verify.compare'))}
${uploadForm(ctx)}`,
    ),
  );
}

/** The QR code of a decision that ended a result: that it is genuine, and which result it ended. */
async function ofDecision(ctx: Ctx, id: string): Promise<Answer> {
  const { t } = ctx;
  const act = await findResultAct(ctx.db, id);
  const result = act && isDecision(act) ? await findResult(ctx.db, act.resultId) : undefined;
  if (!act || !result) return ofPaper(ctx, id);
  const headline = act.liftedAt
    ? t('portal.verify.decision-lifted', { number: decisionNumber(act) })
    : t('portal.verify.decision', { number: act.number ?? '' });
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(act.liftedAt ? 'late' : 'done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${keyValues(t, [await decisionRow(ctx, act, result), { label: t('portal.verify.issued'), value: formatDateTime(act.at) }])}
${!act.liftedAt && note(t('portal.verify.compare-decision'))}
${uploadForm(ctx)}`,
    ),
  );
}

/** The QR code of another signed paper that a system knows. */
async function ofPaper(ctx: Ctx, id: string): Promise<Answer> {
  const { t } = ctx;
  const paper = await findCheckedPaper(ctx.db, ctx.extensions(checkedPapers), { id });
  if (!paper) return unknownCode(ctx);
  const headline = t('portal.verify.paper', { title: paper.title });
  const later = await laterWords(ctx, paper);
  return page(
    citizenPage(
      ctx,
      { title: headline, backTo: '/kiem-tra' },
      html`<h1>${headline}</h1>
<p>${status(later ? 'late' : 'done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${later && note(later)}
${keyValues(t, [await paperRow(ctx, paper), { label: t('portal.verify.issued'), value: formatDateTime(paper.at) }])}
${note(t('portal.verify.compare-paper'))}
${uploadForm(ctx)}`,
    ),
  );
}

/** The QR code of a receipt: whether it came from here, and where the dossier stands, without names. */
async function ofReceipt(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const dossier = await findDossierByCode(ctx.db, tidyCode(ctx.req.params.code ?? ''));
  const deps = ctx.get(casesService);
  if (!dossier || !isReceiptToken(deps.receiptKey, dossier, queryText(ctx.req.query, 'k')))
    return unknownCode(ctx);
  const version = await getProcedureVersion(ctx.db, dossier.procedureVersionId);
  const unit = await agencyAsOf(ctx.db, dossier.receivedBy, localDate(dossier.receivedAt));
  const ended = (await resultEndsOf(ctx.db, [dossier.id])).get(dossier.id);
  const held = (await heldAmong(ctx.db, [dossier.id])).has(dossier.id);
  const paper = (await paperStandsOf(ctx.db, [dossier])).get(dossier.id);
  const title = t('portal.verify.receipt-valid');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/kiem-tra' },
      html`<h1>${title}</h1>
<p>${status('done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${keyValues(t, [
  { label: t('portal.track.code'), value: dossier.code },
  { label: t('portal.dossier.procedure'), value: vietnamese(t, version.name) },
  { label: t('portal.verify.receipt-unit'), value: vietnamese(t, unit.name) },
  { label: t('portal.dossier.received'), value: formatDateTime(dossier.receivedAt) },
  { label: t('portal.verify.receipt-status'), value: t(statusText(dossier.status, ended, held, paper)) },
  ...(RUNNING.has(dossier.status)
    ? [{ label: t('portal.done.due'), value: capital(dueText(dossier.dueAt, t)) }]
    : []),
])}
<p>${button({ label: t('portal.done.follow'), href: `/tra-cuu?ma=${dossier.code}`, alt: true })}</p>`,
    ),
  );
}

/** The QR code of a printed register: which agency printed it, when, of which days and how many dossiers; nothing of what is in it. */
async function ofRegister(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const said = (name: string) => queryText(ctx.req.query, name);
  const register = readRegisterCode(ctx.get(casesService).receiptKey, ctx.req.params.agency ?? '', said);
  if (!register) return unknownCode(ctx);
  const agency = await agencyAsOf(ctx.db, register.agencyId, localDate(register.printedAt));
  const title = t('portal.verify.register-valid');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/kiem-tra' },
      html`<h1>${title}</h1>
<p>${status('done', t('portal.verify.checked-at', { at: formatDateTime(ctx.clock.now()) }))}</p>
${keyValues(t, [
  { label: t('portal.verify.register-agency'), value: vietnamese(t, agency.name) },
  {
    label: t('portal.verify.register-days'),
    value: `${formatDate(register.from)} – ${formatDate(register.to)}`,
  },
  { label: t('portal.verify.register-count'), value: String(register.count) },
  { label: t('portal.verify.register-printed'), value: formatDateTime(register.printedAt) },
])}
${note(t('portal.verify.compare-register'))}`,
    ),
  );
}

/** What the QR codes of results, receipts and printed registers lead to. */
export const verifyCodeRoutes: readonly Route[] = [
  { method: 'GET', path: '/kiem-tra/k/:id', rule: 'public', handler: ofResult },
  {
    method: 'GET',
    path: '/kiem-tra/g/:code',
    rule: 'public',
    handler: ofReceipt,
    rateLimit: { max: 60, windowSeconds: 60 },
  },
  {
    method: 'GET',
    path: `${REGISTER_CHECK}/:agency`,
    rule: 'public',
    handler: ofRegister,
    rateLimit: { max: 60, windowSeconds: 60 },
  },
];
