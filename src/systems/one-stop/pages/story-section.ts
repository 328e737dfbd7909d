import { changedFieldsOf, isPlainLimit, movedWords, recountWords, type Story } from '#engines/cases';
import { type Graph, outcomeText } from '#engines/processes';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatMoney, type Html, html, lines, timeline } from '#ui';
import type { Sight } from './numbers.ts';
import { factWords } from './step-facts.ts';
import { type LastAct, undoOrWhy } from './undo/offer.ts';

/**
 * The kind of a happening as it is told: what is done to or by others in another way has words of its own, and a result that went out
 * and was only there once its fee was paid.
 */
function kindOf({ kind, other, body, personal, at, owed }: Story['happenings'][number]): string {
  if (kind === 'question-asked' && !other) return 'question-to-applicant';
  if (kind === 'submitted' && (body.channel === 'counter' || body.channel === 'post'))
    return `submitted-${body.channel}`;
  if ((kind === 'supplemented' || kind === 'withdrawn') && body.brought) return `${kind}-brought`;
  if (kind === 'payment-asked' && body.amount === 0) return 'payment-free';
  if (kind === 'question-dropped' && body.why) return 'question-dropped-ended';
  if (kind === 'supplement-requested' && body.time) return 'supplement-requested-again';
  if (kind === 'limit-changed' && isPlainLimit(body)) return 'limit-changed-plain';
  if (kind === 'refused' && body.status === 'refused') return 'refused-reception';
  if (kind === 'assigned' && body.rule) return `assigned-${body.way}`;
  if (kind === 'mail-delivered' && body.corrected) return 'mail-delivered-corrected';
  if (kind === 'returned' && body.anew) return `returned-anew-${body.how}`;
  if ((kind === 'returned' || kind === 'handed-over') && body.ended)
    return body.decision ? 'returned-decision-number' : 'returned-decision';
  if (kind === 'returned' && body.owed) return 'returned-owed';
  if (kind === 'returned' && body.both) return personal.mismatch ? 'returned-both-despite' : 'returned-both';
  if (kind === 'returned' && body.how === 'post') return 'returned-post';
  if (kind === 'returned' && body.how === 'online' && owed > 0) return 'returned-held';
  if (kind === 'result-revoked' && (body.how === 'revocation' || body.how === 'annulment'))
    return `result-revoked-${body.how}`;
  if (kind === 'act-undone' && body.decision) return 'act-undone-decision';
  if (kind === 'escalated' && body.untold) return `escalated-${body.untold}`;
  if (kind === 'escalated' && body.why === 'away') return 'escalated-away';
  if (kind === 'escalated' && body.stepDue && new Date(String(body.stepDue)) < at) return 'escalated-late';
  return kind === 'recounted' && body.why ? 'recounted-why' : kind;
}

/** What has no step of its own before it: it names the step itself, or is about the whole dossier. */
const NAMES_ITSELF: ReadonlySet<string> = new Set(['timer-fired', 'notice-read']);

/** The step at which something was done, as the process calls it: two that run at the same time are told apart. */
const stepOf = (graph: Graph, { kind, body }: Told): string =>
  typeof body.element === 'string' && !NAMES_ITSELF.has(kind)
    ? (graph.nodes.get(body.element)?.name ?? '')
    : '';

type Told = Story['happenings'][number];

/** The numbers of the new papers that were handed over; empty where none was. */
const newNumbers = ({ body }: Told): string => (Array.isArray(body.anew) ? body.anew.join(', ') : '');

/** What was taken back: of a new paper, that it was one; of a step, which. */
function undid({ t }: Ctx, { happenings }: Story, graph: Graph, { body }: Told): string {
  const act = happenings.find(h => h.entry === body.entry);
  const number = act ? newNumbers(act) : '';
  if (number) return t('one-stop.undid.returned-anew', { number });
  const step = act ? stepOf(graph, act) : '';
  const what = t(`entry.case.${body.act}`);
  if (!step) return what;
  return body.act === 'step-done'
    ? t('one-stop.undid.step', { step })
    : t('one-stop.undid.at-step', { what, step });
}

/** What somebody did, wherever that was. */
function deedAlone(ctx: Ctx, s: Story, graph: Graph, h: Told): string {
  const { t } = ctx;
  const question = s.questions.find(q => q.id === h.body.question);
  const asked = question && (question.agencyName ?? t('one-stop.question.applicant'));
  const moved = movedWords(graph, h);
  return t(`one-stop.happening.${moved ? moved.key : kindOf(h)}`, {
    ...moved?.params,
    other: h.other ?? asked ?? (h.kind === 'escalated' ? t('one-stop.happening.its-agency') : ''),
    result: s.results.find(r => r.id === h.body.result)?.title ?? t('one-stop.happening.a-result'),
    post: h.post ?? '',
    open: Number(h.body.open ?? 0),
    among: Number(h.body.among ?? 0),
    ...recountWords(h.body, t.lang),
    undid: h.kind === 'act-undone' ? undid(ctx, s, graph, h) : '',
    number: newNumbers(h) || String(h.body.number ?? ''),
    title: String(h.body.title ?? ''),
    time: Number(h.body.time ?? 1),
    tracking: String(h.body.tracking ?? ''),
    was: String(h.body.was ?? ''),
    on: typeof h.body.on === 'string' ? formatDate(h.body.on) : '',
    fields: changedFieldsOf(h),
    decision: String(h.body.decision ?? ''),
    amount: formatMoney(Number(h.body.amount ?? 0), t.lang),
    outcome: h.body.outcome
      ? outcomeText(
          ctx.lang,
          graph,
          String(h.body.element ?? question?.elementId),
          String(h.body.outcome),
          'outcome',
        )
      : '',
  });
}

/**
 * What somebody did, as a sentence without its subject, with the step at which it was done before it: `“Kiểm tra thực địa”: làm xong bước
 * này`, `yêu cầu bổ sung, tạm dừng thời hạn, Phiếu số 3`.
 */
export function deedWords(ctx: Ctx, s: Story, graph: Graph, h: Told): string {
  const step = stepOf(graph, h);
  const deed = deedAlone(ctx, s, graph, h);
  return step ? ctx.t('one-stop.story.at-step', { step, deed }) : deed;
}

/** Of an act that holds no more, whether its official took it back or a decision on a complaint annulled it. */
export const fateWords = ({ t }: Pick<Ctx, 't'>, { annulledBy }: Pick<Told, 'annulledBy'>): string =>
  annulledBy === null ? t('one-stop.undo.undone') : t('one-stop.undo.annulled', { decision: annulledBy });

/** Who did it, and at which step: a colon comes after it, and none in the middle. */
function doerWords({ t }: Ctx, graph: Graph, h: Told): string {
  const name = h.who ?? t('one-stop.system');
  const who = h.inPlaceOf ? `${name} (${t('one-stop.story.in-place-of', { post: h.inPlaceOf })})` : name;
  const step = stepOf(graph, h);
  return step ? t('one-stop.story.who-at-step', { who, step }) : who;
}

/**
 * What has happened to the dossier, who did it, and what was said with it; `last`: the last act that is the reader's, to be taken back or with why it stays; `personal`: whether
 * he may read personal data, as why a result was given in doubt; `shown`: what people wrote as he may read it.
 */
export async function storySection(
  s: Story,
  graph: Graph,
  ctx: Ctx,
  { last, personal, shown }: { last?: LastAct | undefined } & Pick<Sight, 'personal' | 'shown'>,
): Promise<Html> {
  const { t } = ctx;
  const facts = await Promise.all(
    s.happenings.map(h => factWords(ctx, graph.nodes.get(String(h.body.element ?? '')), h.personal.facts)),
  );
  return html`<section><h2>${t('one-stop.story')}</h2>${timeline(
    s.happenings.map((h, i) => {
      const { what, reason, note: noted, answer, whyAgain, whyDespite, mismatch } = h.personal;
      const twins = Array.isArray(h.body.twins) ? h.body.twins.join(', ') : '';
      const note = shown(String(what ?? reason ?? noted ?? answer ?? ''));
      const said = (facts[i] ?? []).map(shown);
      const about = [formatDateTime(h.at), h.agency].filter(Boolean).join(' · ');
      return {
        title: html`${doerWords(ctx, graph, h)}: ${deedAlone(ctx, s, graph, h)}${h.undone && html` (${fateWords(ctx, h)})`}${
          last?.entry === h.entry && 'href' in last && html` ${undoOrWhy(t, last)}`
        }`,
        about: html`${said.length > 0 && html`${said.join('; ')} · `}${note && html`“${lines(note)}” · `}${typeof whyAgain === 'string' && html`${t('one-stop.story.why-again', { why: shown(whyAgain) })} · `}${typeof whyDespite === 'string' && html`${t(h.kind === 'revocation-lifted' ? 'one-stop.story.why-revived' : 'one-stop.story.why-despite', { codes: twins, why: shown(whyDespite) })} · `}${personal && typeof mismatch === 'string' && html`${t('one-stop.hand-over.mismatch-given', { reason: shown(mismatch) })} · `}${about}${last?.entry === h.entry && 'refusal' in last && html`<br>${undoOrWhy(t, last)}`}`,
      };
    }),
  )}</section>`;
}
