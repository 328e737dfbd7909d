import { casesService } from '#engines/cases';
import { keptTyped, requireFresh, withStepUp } from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, file, redirect, textField } from '#platform/http';
import { renderPaper } from '#platform/pdf';
import {
  box,
  button,
  type Choice,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  type Look,
  note,
  paperWords,
  radios,
  textArea,
  typedOr,
} from '#ui';
import { previewSettlement, type SettlementPreview } from '../actions/preview-settlement.ts';
import { carriedOutBy, remediesFor, settle } from '../actions/settle.ts';
import { findComplaint, partOf } from '../data/read.ts';
import { movedError } from '../moved-error.ts';
import { paperSince } from '../paper-since.ts';
import type { Complaint, Settlement } from '../types.ts';
import { actPages, home, inTime, type LoadedComplaint, loadFor } from './act-pages.ts';
import { fateWords, groundWords, remedyKey } from './facts.ts';
import { SETTLED } from './settled-before.ts';
import { sinceLines } from './since-words.ts';
import { staffPath } from './staff-view.ts';
import { orTellTooLate } from './too-late.ts';
import { tooShort } from './too-short.ts';

const OUTCOME = 'ket-qua';
const REMEDY = 'viec-phai-lam';
const ANSWER = 'noi-dung';
/** Shorter, nobody learns from it what was found, and why. */
const LEAST = 20;
const OUTCOMES = ['kept', 'changed'] as const;
/** Hidden: the mark of the decision as it was shown. Of the button that opens it as a file. */
const MARK = 'da-thay';
const AS_PDF = 'ban-pdf';

async function settleFields(ctx: Ctx, { complaint }: LoadedComplaint, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const choose = (name: string, key: 'outcome' | 'remedy', options: readonly Choice[]) =>
    radios(t, {
      name,
      label: t(`complaints.settle.${key}`),
      hint: key === 'remedy' ? t('complaints.settle.remedy-hint') : undefined,
      options,
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
    });
  const first = complaint.firstId ? await findComplaint(ctx.db, complaint.firstId) : undefined;
  const since = await paperSince(ctx.db, complaint);
  // What is to be done is done with the paper that holds today.
  const today =
    since?.renewed && !since.ended
      ? { number: since.renewed.number, date: formatDate(since.renewed.at) }
      : null;
  const outcomes = OUTCOMES.map(value => {
    const hint = fateWords(ctx, first, value);
    return { value, label: t(`complaints.outcome.${value}`), ...(hint ? { hint } : {}) };
  });
  const remedies = [
    // A choice that was made must be one that can be taken back.
    { value: '', label: t('complaints.remedy.none') },
    ...remediesFor(complaint).map(value => ({
      value,
      label: t(remedyKey(complaint, value)),
      ...(today && value !== 'redo' ? { hint: t('complaints.settle.remedy-today', today) } : {}),
    })),
  ];
  return html`${choose(OUTCOME, 'outcome', outcomes)}${choose(REMEDY, 'remedy', remedies)}${textArea(t, {
    name: ANSWER,
    label: t('complaints.settle.answer'),
    hint: t('complaints.settle.answer-hint', { least: LEAST }),
    value: typedOr(ctx, ANSWER),
    error: errorOf(errors, ANSWER),
    rows: 8,
  })}`;
}

/** The settlement that was typed, or what has to be corrected in it. */
function typed(ctx: Ctx, { complaint }: LoadedComplaint): Settlement | FieldError[] {
  const { t } = ctx;
  const said = (name: string) => textField(ctx.req.body, name);
  const outcome = OUTCOMES.find(o => o === said(OUTCOME));
  const remedy = remediesFor(complaint).find(r => r === said(REMEDY)) ?? null;
  const answer = said(ANSWER);
  const wrong = outcome === 'changed' ? remedy === null : remedy !== null;
  const errors = [
    ...(outcome ? [] : [{ path: OUTCOME, message: t('complaints.settle.outcome-missing') }]),
    ...(outcome && wrong ? [{ path: REMEDY, message: t(`complaints.settle.remedy-${outcome}`) }] : []),
    ...tooShort(ctx, {
      path: ANSWER,
      text: answer,
      least: LEAST,
      missing: 'complaints.settle.answer-missing',
    }),
  ];
  if (errors.length || !outcome) return errors;
  return { id: complaint.id, outcome, remedy, answer, signerName: ctx.visitor!.name };
}

/** What follows from the signature: who carries out what is changed, until when; and how the complainant has it. */
async function afterwards(
  ctx: Ctx,
  { complaint, told }: LoadedComplaint,
  { remedy }: Settlement,
): Promise<Html> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const [agencyId, due] = remedy ? await carriedOutBy(ctx.db, complaint, now) : [];
  const agency = agencyId && (await findAgency(ctx.db, agencyId, localDate(now)));
  return html`${agency && due && html`<p>${t('complaints.settle.then-carry-out', { agency: agency.name, due: formatDateTime(due) })}</p>`}<p>${t(`complaints.settle.then-${told}`, { name: complaint.name })}</p>`;
}

/** The decision as it would be signed, in the page and as a file, with what cannot be undone, and what follows from it. */
const lookAt = ({ t }: Ctx, { level }: Complaint, { paper, mark }: SettlementPreview, then: Html): Look => ({
  title: t('complaints.settle.look-title'),
  about: html`<p>${t('complaints.settle.look-about')} ${t(`complaints.settle.look-final-${level}`)}</p>${box(paperWords(paper))}${then}`,
  fields: html`<input type="hidden" name="${MARK}" value="${mark}"><p>${button({ label: t('complaints.settle.as-pdf'), name: AS_PDF, value: '1', alt: true, newTab: true })}</p>`,
  button: t('complaints.settle.button'),
});

/** The decision that was typed, in words. */
function decisionTyped({ t, req }: Ctx): string[] {
  const said = (name: string) => textField(req.body, name);
  const outcome = OUTCOMES.find(o => o === said(OUTCOME));
  return [...(outcome ? [t(`complaints.outcome.${outcome}`)] : []), said(ANSWER)];
}

/**
 * Where nothing waits to be signed, or the visitor had a part in what it is about: to the complaint, which says what was decided and by whom, or who may
 * settle it. Whoever has typed a decision reads it with who was first. Throws COMPLAINT_SETTLED, COMPLAINT_WITHDRAWN.
 */
async function closed(ctx: Ctx): Promise<Answer | undefined> {
  if (ctx.req.method !== 'GET') return undefined;
  const { complaint } = await loadFor('complaint.settle')(ctx);
  if (await keptTyped.find(ctx)) {
    if (complaint.status === 'settled') throw await movedError(ctx.db, complaint);
    return undefined;
  }
  if (complaint.status === 'taken-on') {
    const { barred } = await partOf(ctx.db, complaint.id, ctx.visitor!.accountId, ctx.clock.now());
    return barred ? redirect(staffPath(complaint)) : undefined;
  }
  return redirect(doneAt(staffPath(complaint), complaint.status === 'settled' ? SETTLED : 'nothing-to-sign'));
}

/** A signature binds the office: the second factor must have been shown so recently, in minutes; longer once the form is being filled in. */
const FRESH = { GET: 15, POST: 60 } as const;

/** A complaint is settled in writing: the decision is shown as it would be, then signed. */
export const settleRoutes = actPages('giai-quyet', {
  while: 'taken-on',
  typed: decisionTyped,
  permission: 'complaint.settle',
  load: async ctx => {
    const loaded = await loadFor('complaint.settle')(ctx);
    const minutes = ctx.req.method === 'GET' ? FRESH.GET : FRESH.POST;
    await requireFresh(ctx.db, ctx.visitor!, minutes, ctx.clock.now());
    return loaded;
  },
  title: ctx => ctx.t('complaints.settle.title'),
  about: async (ctx, loaded) => {
    const { complaint, dossier } = loaded;
    const since = await sinceLines(ctx, complaint, `/can-bo/ho-so/${dossier.id}#ket-qua`);
    const words = { about: groundWords(ctx, complaint), name: complaint.name };
    return html`<p>${ctx.t('complaints.settle.about', words)}</p>${since && note(since)}${inTime(ctx, loaded)}`;
  },
  fields: settleFields,
  button: 'complaints.settle.look',
  kept: keptTyped,
  look: async (ctx, loaded) => {
    const wish = typed(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    const preview = await previewSettlement(ctx.db, ctx.get(casesService), loaded, wish, loaded.actor);
    return lookAt(ctx, loaded.complaint, preview, await afterwards(ctx, loaded, wish));
  },
  submit: async (ctx, loaded) => {
    const deps = ctx.get(casesService);
    const { dossier, actor } = loaded;
    const wish = typed(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    if (textField(ctx.req.body, AS_PDF)) {
      const { paper } = await previewSettlement(ctx.db, deps, loaded, wish, actor);
      return file(Buffer.from((await renderPaper(paper)).pdf), 'application/pdf');
    }
    await settle(ctx.db, deps, dossier, { ...wish, seen: textField(ctx.req.body, MARK) }, actor);
    return home(loaded, 'settled');
  },
  errorFields: { COMPLAINT_OWN_DECISION: OUTCOME, COMPLAINT_MOVED: OUTCOME, COMPLAINT_SETTLED: OUTCOME },
  otherwise: ANSWER,
}).map(route => ({
  ...route,
  handler: withStepUp(
    ctx => orTellTooLate(ctx, decisionTyped, async () => (await closed(ctx)) ?? route.handler(ctx)),
    ctx => ctx.req.path,
  ),
}));
