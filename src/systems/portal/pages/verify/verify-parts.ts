import {
  type CheckedPaper,
  decisionNumber,
  type EndToday,
  endToday,
  firstIssueOf,
  isDecision,
  listLiftedActs,
  type Result,
  type ResultAct,
} from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { button, csrfField, type FieldError, fileField, type Html, html, type KeyValue } from '#ui';

/** The field of the PDF. */
export const FIELD = 'tep';

/** The form that takes a PDF to check. */
export function uploadForm(ctx: Ctx, errors: readonly FieldError[] = []): Html {
  const { t } = ctx;
  return html`<form method="post" action="/kiem-tra" enctype="multipart/form-data" novalidate>${csrfField(ctx)}
${fileField(t, { name: FIELD, label: t('portal.verify.file'), hint: t('portal.verify.file-hint'), accept: 'application/pdf', error: errors.find(e => e.path === FIELD)?.message })}
<p>${button({ label: t('portal.verify.check') })}</p></form>`;
}

/** What ended a result that holds no more (null: its signer took it back), and the headline that says so. */
export type Ended = { act: EndToday | null; headline: string };

/** The headline of what ended it; where the paper that took its place was renewed too, with the day of the one that holds. */
export const endedWords = (t: Translate, title: string, act: EndToday): string =>
  t(`portal.verify.ended-${act.kind}${act.since ? '-since' : ''}`, {
    title,
    date: formatDate(act.at),
    number: act.newNumber ?? '',
    since: act.since ? formatDate(act.since.at) : '',
  });

/** What became of a result since it was issued, and of the papers that took its place; undefined while it holds. */
export async function endedBy(ctx: Ctx, result: Result | undefined): Promise<Ended | undefined> {
  if (result?.status === 'withdrawn') {
    const date = formatDate(result.statusAt ?? result.issuedAt);
    return { act: null, headline: ctx.t('portal.verify.ended-withdrawn', { title: result.title, date }) };
  }
  const act = result && result.status !== 'valid' ? await endToday(ctx.db, result.id) : undefined;
  if (!result || !act) return undefined;
  return { act, headline: endedWords(ctx.t, result.title, act) };
}

/** What there is to do with a result that holds no more: ask for the one that took its place, which is a link away. */
export const endedAbout = ({ t }: Ctx, { act }: Ended): Html =>
  html`<p class="lead">${t(`portal.verify.ended-todo-${act === null ? 'withdrawn' : isDecision(act) ? 'decision' : 'renewed'}`)}</p>${
    act?.newResultId &&
    html`<p>${button({ label: t('portal.verify.open-new', { number: act.newNumber ?? '' }), href: `/kiem-tra/k/${act.newResultId}`, alt: true })}</p>`
  }`;

/** What the province's own register says of a result: a valid signature on a revoked paper is still a revoked paper. */
export async function registered(ctx: Ctx, result: Result | undefined, ended?: Ended): Promise<KeyValue> {
  const { t } = ctx;
  const label = t('portal.verify.register');
  if (!result) return { label, value: t('portal.verify.not-registered') };
  const agency = await findAgency(ctx.db, result.agencyId, localDate(result.issuedAt));
  const params = {
    title: result.title,
    number: result.number,
    agency: agency?.name ?? '',
    at: formatDateTime(ended?.act?.at ?? result.statusAt ?? result.issuedAt),
    next: ended?.act?.newNumber ?? '',
    decision: ended?.act ? decisionNumber(ended.act) : '',
  };
  return { label, value: registeredWords(t, params, ended) };
}

// What was entered of a birth, a marriage or a death serves for ever (Law on Civil Status 2014, articles 4 and 14): of a term nothing is said.
const WITHOUT_TERM = /^(?:Giấy khai sinh|Giấy chứng nhận kết hôn|Trích lục )/;

/** As `registered` says it; where the paper that took its place was renewed too, both with their times. */
export function registeredWords(t: Translate, params: Record<string, string>, ended?: Ended): string {
  const since = ended?.act?.since;
  const how = ended
    ? (ended.act?.kind ?? 'withdrawn')
    : WITHOUT_TERM.test(params.title ?? '')
      ? 'always'
      : 'valid';
  if (!since) return t(`portal.verify.registered-${how}`, params);
  const words = { ...params, first: since.number, since: formatDateTime(since.at) };
  return t(`portal.verify.registered-${how}-since`, words);
}

/** `1/2026/QĐ-GQKN của UBND tỉnh Lào Cai`: the decision by which another holds no more; two agencies may use one number on one day. */
export const liftedBy = (t: Translate, { liftedNumber, liftedAgency }: ResultAct): string =>
  liftedAgency
    ? t('portal.verify.decision-of', { number: liftedNumber ?? '', agency: liftedAgency })
    : (liftedNumber ?? '');

/** That a result was revoked for a time, and by which decision it holds again: nothing where it never was. */
export async function liftedRows({ t, db }: Ctx, result: Result | undefined): Promise<KeyValue[]> {
  const acts = result ? await listLiftedActs(db, result.dossierId) : [];
  return acts
    .filter(a => a.resultId === result?.id)
    .map(a => ({
      label: t(`portal.verify.lifted-row-${a.kind === 'annulment' ? 'annulment' : 'revocation'}`),
      value: t(`portal.verify.lifted-${a.kind === 'annulment' ? 'annulment' : 'revocation'}`, {
        from: formatDate(a.at),
        was: decisionNumber(a),
        date: formatDate(a.liftedAt ?? a.at),
        number: liftedBy(t, a),
        decided: formatDate(a.liftedOn ?? a.at),
      }),
    }));
}

/** When the first was issued of a result that took the place of another: what is stated on it counts from then. */
export async function firstIssueRow({ t, db }: Ctx, result: Result | undefined): Promise<KeyValue[]> {
  const first = result && (await firstIssueOf(db, result));
  if (!first || first.at.getTime() === result.issuedAt.getTime()) return [];
  const value = t('portal.verify.first-issued-at', { date: formatDate(first.at) });
  return [{ label: t('portal.verify.first-issued'), value }];
}

/** Which result a decision ended, and whose decision it is. */
export async function decisionRow({ t, db }: Ctx, act: ResultAct, result: Result): Promise<KeyValue> {
  const agency = await findAgency(db, act.agencyId, localDate(act.at));
  const params = {
    title: result.title,
    number: result.number,
    agency: agency?.name ?? '',
    date: formatDate(act.liftedAt ?? act.at),
    by: liftedBy(t, act),
    decided: formatDate(act.liftedOn ?? act.at),
  };
  const key = act.liftedAt ? 'lifted' : act.kind;
  return { label: t('portal.verify.register'), value: t(`portal.verify.decided-${key}`, params) };
}

/** Whose another signed paper is. */
export async function paperRow({ t, db }: Ctx, { title, agencyId, at }: CheckedPaper): Promise<KeyValue> {
  const agency = await findAgency(db, agencyId, localDate(at));
  return {
    label: t('portal.verify.register'),
    value: t('portal.verify.paper-of', { title, agency: agency?.name ?? '' }),
  };
}

/** That a later paper was issued about the same: which, by whom and when. Null where there is none. */
export async function laterWords({ t, db }: Ctx, { later }: CheckedPaper): Promise<string | null> {
  if (!later) return null;
  const agency = await findAgency(db, later.agencyId, localDate(later.at));
  const { title } = later;
  return t('portal.verify.later', { title, agency: agency?.name ?? '', date: formatDate(later.at) });
}
