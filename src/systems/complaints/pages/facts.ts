import { findResultAct, type ResultAct } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import {
  formatFileSize,
  type Html,
  html,
  type KeyValue,
  keyValues,
  status,
  vietnamese,
  wholeCodes,
} from '#ui';
import { listPapers } from '../data/read.ts';
import { headOf } from '../head-of.ts';
import { fateOfFirst } from '../rules/first-decision.ts';
import { settlerName } from '../settling-agency.ts';
import { type Complaint, type Outcome, type Remedy, statusKey } from '../types.ts';
import { actNumber, actWords, sinceLines } from './since-words.ts';

/** What a reader may see: whether he opens files, and what people wrote as he may read it. */
export type View = { opens: boolean; shown(text: string): string };

/** Of who complained, and acts in his name: all. */
const WHOLE: View = { opens: true, shown: text => text };

/** What is a slip of an office has a name in each language; a result is called what its paper says. */
const isSlip = ({ ground }: Pick<Complaint, 'ground'>): boolean =>
  ground.kind === 'refusal' || ground.kind === 'stop';

/** `Giấy khai sinh số 12/2026 ngày 20/11/2026` */
export function groundWords({ t }: Pick<Ctx, 't'>, c: Pick<Complaint, 'ground'>): string {
  const { ground } = c;
  // In Vietnamese it is called as on its own paper, which says whether reception was refused.
  const title = isSlip(c) && t.lang !== 'vi' ? t(`complaints.ground.${ground.kind}`) : ground.title;
  return t('complaints.ground', { title, number: ground.number, date: formatDate(ground.at) });
}

/** The same, marked as Vietnamese where it is and the page is not. */
export const groundPart = (ctx: Pick<Ctx, 't'>, c: Pick<Complaint, 'ground'>): Html =>
  html`${isSlip(c) ? groundWords(ctx, c) : vietnamese(ctx.t, groundWords(ctx, c))}`;

export const agencyNameAt = async (q: Queryable, id: string, at: Date): Promise<string> =>
  (await findAgency(q, id, localDate(at)))?.name ?? '';

export const paragraphs = (text: string): Html =>
  html`${text
    .split('\n')
    .filter(line => line.trim())
    .map(line => html`<p>${line}</p>`)}`;

/** What was complained about, by whom, and what is wanted. `base`: where its files are opened; `results`: those of the dossier. */
export async function complaintFacts(
  ctx: Ctx,
  c: Complaint,
  base: string,
  results: string,
  { opens, shown }: View = WHOLE,
): Promise<Html> {
  const { t, db } = ctx;
  const since = await sinceLines(ctx, c, results);
  const papers = await listPapers(db, c.id);
  const delegate = c.delegate && shown(t('complaints.fact.delegate-words', { ...c.delegate }));
  const channel = t(`complaints.channel.${c.channel}`);
  const rows: KeyValue[] = [
    { label: t('complaints.fact.about'), value: groundPart(ctx, c) },
    ...(since ? [{ label: t('complaints.fact.since'), value: since }] : []),
    {
      label: t('complaints.fact.decided-by'),
      value: vietnamese(t, await agencyNameAt(db, c.ground.agencyId, c.ground.at)),
    },
    {
      label: t('complaints.fact.settled-by'),
      value: vietnamese(t, headOf(await settlerName(db, c, ctx.clock.now()))),
    },
    { label: t('complaints.fact.who'), value: c.name },
    ...(delegate ? [{ label: t('complaints.fact.delegate'), value: delegate }] : []),
    { label: t('complaints.fact.received'), value: `${formatDateTime(c.receivedAt)}, ${channel}` },
    { label: t('complaints.fact.known'), value: formatDate(c.knownOn) },
    ...(c.takenOnAt ? [{ label: t('complaints.fact.taken-on'), value: formatDateTime(c.takenOnAt) }] : []),
  ];
  const said = (key: string, text: string): Html =>
    html`<h3>${t(`complaints.fact.${key}`)}</h3>${paragraphs(shown(text))}`;
  return html`${keyValues(t, rows)}
${said('content', c.content)}${said('wish', c.wish)}${c.lateReason && said('late', c.lateReason)}
${
  papers.length > 0 &&
  html`<h3>${t('complaints.fact.papers')}</h3><ul>${papers.map(p => html`<li>${opens ? html`<a href="${base}/tep/${p.id}">${shown(p.filename)}</a>` : shown(p.filename)} <span class="q">${formatFileSize(p.size, t.lang)}</span></li>`)}</ul>`
}`;
}

/** Where a complaint stands, in words: one that was upheld is not done until what follows from it is. */
export const statusWords = ({ t }: Ctx, c: Complaint): string => t(`complaints.status.${statusKey(c)}`);

/** How a decision was carried out, and when; `act`: what was done with the result, where that is kept. */
export const carriedWords = ({ t }: Ctx, c: Complaint, act: ResultAct | undefined): string =>
  t(`complaints.carried.${c.carriedOutHow === 'result' && act ? `result-${act.kind}` : c.carriedOutHow}`, {
    date: formatDate(c.carriedOutAt ?? c.receivedAt),
    code: c.carriedOutCode ?? '',
    number: act ? actNumber(act) : '',
  });

/** What follows from a decision that upholds a complaint: until when it is carried out, or how it was; nothing while a second complaint keeps it (`secondPart`). */
export async function followPart(ctx: Ctx, c: Complaint, { shown }: View = WHOLE): Promise<Html | null> {
  const { t } = ctx;
  if (!c.carryOutDue || !c.carryOutAgency || c.replacedBy || c.restsFor) return null;
  if (c.carriedOutAt) {
    const act = await findResultAct(ctx.db, c.carriedOutAct ?? '');
    const words = act && c.carriedOutReason && { act: actWords(ctx, act), why: shown(c.carriedOutReason) };
    return html`<p>${status('done', carriedWords(ctx, c, act))}</p>${words && html`<p>${t('complaints.carried.named-act', words)}</p>`}`;
  }
  const agency = await agencyNameAt(ctx.db, c.carryOutAgency, c.closedAt ?? c.receivedAt);
  return html`<p>${t('complaints.carry-out.follows', { agency, due: formatDateTime(c.carryOutDue) })}</p>`;
}

/** What a remedy is called: where what ended a result is complained about, handling it anew is that the result holds again. */
export const remedyKey = ({ ground }: Pick<Complaint, 'ground'>, remedy: Remedy): string =>
  `complaints.remedy.${remedy === 'redo' && ground.kind === 'decision' ? 'lift' : remedy}`;

/** What a settlement does with the decision on the first complaint. */
export function fateWords(
  { t }: Pick<Ctx, 't'>,
  first: Complaint | undefined,
  outcome: Outcome,
): string | null {
  const fate = fateOfFirst(first, outcome);
  return first && fate
    ? t(`complaints.first-decision.${fate}`, {
        number: first.decisionNumber ?? '',
        date: formatDate(first.closedAt ?? first.receivedAt),
      })
    : null;
}

/** The signed decision: the way to it where the reader opens it, else what it is called. */
export function paperLink({ t }: Pick<Ctx, 't'>, c: Complaint, href: string, opens: boolean): Html {
  const number = c.decisionNumber ?? '';
  return opens
    ? html`<a href="${href}">${t('complaints.settled.paper', { number })}</a>`
    : html`${t('complaints.settled.closed', { number })}`;
}

/** What was decided about a complaint: declined and why, or settled how, with the paper; of a second one what becomes of the first decision. */
export function outcomePart(
  ctx: Ctx,
  c: Complaint,
  base: string,
  first: Complaint | undefined,
  { opens, shown }: View = WHOLE,
): Html | null {
  const { t } = ctx;
  if (c.status === 'declined')
    return html`<h2>${t('complaints.declined.title')}</h2>${paragraphs(shown(c.declinedReason ?? ''))}<p class="q">${t('complaints.declined.about')}</p>`;
  if (c.status !== 'settled' || !c.outcome) return null;
  const fateLine = fateWords(ctx, first, c.outcome);
  return html`<h2>${t('complaints.settled.title')}</h2>
<p><b>${t(`complaints.outcome.${c.outcome}`)}</b>${c.remedy && html`. ${t(remedyKey(c, c.remedy))}.`}</p>
${fateLine && html`<p>${wholeCodes(fateLine)}</p>`}${paragraphs(shown(c.answer ?? ''))}
<p>${paperLink(ctx, c, `${base}/quyet-dinh.pdf`, opens)}</p>`;
}

/** The way to the notice that it was taken on, or was not. */
export const noticeLink = ({ t }: Ctx, c: Complaint, base: string): Html | null =>
  c.takenOnAt || c.status === 'declined'
    ? html`<p><a href="${base}/thong-bao.pdf">${t('complaints.notice')}</a></p>`
    : null;
