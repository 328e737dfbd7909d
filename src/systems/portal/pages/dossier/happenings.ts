import {
  changesToldIn,
  isPlainLimit,
  type LoadedProcedure,
  movedWords,
  recountWords,
  resultEndIn,
  type Story,
  taskKind,
} from '#engines/cases';
import { decides, outcomeText, SEND_BACK } from '#engines/processes';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { formatMoney, type Html, html, lines, timeline, vietnamese, withVietnamese } from '#ui';
import { slipAddress } from './own-dossier.ts';

type Told = Story['happenings'][number];

const slipOf = (story: Story, number: unknown) =>
  story.supplements.find(s => `${s.number}/${s.year}` === number);

/** The agency that was asked. */
const askedOf = (story: Story, question: unknown) => story.questions.find(q => q.id === question)?.agencyName;

/** What a result is called: a dossier may have several. */
const resultOf = (story: Story, result: unknown) => story.results.find(r => r.id === result)?.title;

/** What goes on inside an office, and says nothing to the applicant. */
const INTERNAL = new Set([
  'refusal-proposed',
  'refusal-sent-back',
  'assigned',
  'escalated',
  'handed-back',
  'notice-read',
  'result-drawn',
]);

/** A step that was done; what was decided by it is told to whoever may read the dossier (`whole`): that alone may be a refusal. */
function stepWords(graph: LoadedProcedure['graph'], { body }: Told, t: Translate, whole: boolean) {
  const node = graph.nodes.get(String(body.element));
  if (!node?.name) return undefined;
  const [step, outcome] = [node.name, String(body.outcome)];
  if (outcome === SEND_BACK) return withVietnamese(t, 'portal.happening.step-back', { step });
  if (!whole || !decides(node, outcome)) return withVietnamese(t, 'portal.happening.step-named', { step });
  const own = node.outcomeWords[outcome];
  const shared = own ? {} : { outcome: outcomeText(t.lang, graph, node.id, outcome, 'outcome') };
  return withVietnamese(t, 'portal.happening.step-decided', { step, ...(own && { outcome: own }) }, shared);
}

/** A move that has changed the due time says so, a result that went out by post, and one that was only there once its fee was paid. */
function kindOf({ kind, body, owed }: Told, { status }: Story['dossier']): string {
  if (kind === 'result-revoked' && (body.how === 'revocation' || body.how === 'annulment'))
    return `result-revoked-${body.how}`;
  if (kind === 'submitted' && status === 'refused') return 'handed-in';
  if (kind === 'payment-asked' && body.amount === 0) return 'payment-free';
  if (kind === 'moved' && body.dueBefore !== body.dueAt) return 'moved-due';
  if (kind === 'limit-changed' && isPlainLimit(body)) return 'limit-changed-plain';
  if (kind === 'refused' && body.status === 'declined') return 'declined';
  if (kind === 'act-undone' && body.decision) return 'act-undone-decision';
  if (kind === 'question-dropped' && body.why) return 'question-dropped-ended';
  if (kind === 'recounted' && body.why) return 'recounted-why';
  if (kind === 'mail-delivered' && body.corrected) return 'mail-delivered-corrected';
  if (kind === 'returned' && body.anew) return `returned-anew-${body.how}`;
  if ((kind === 'returned' || kind === 'handed-over') && body.ended)
    return body.decision ? 'returned-decision-number' : 'returned-decision';
  if (kind === 'returned' && body.owed) return 'returned-owed';
  if (kind === 'returned' && body.both) return 'returned-both';
  if (kind === 'returned' && body.how === 'online' && owed > 0) return 'returned-held';
  return kind === 'returned' && body.how === 'post' ? 'returned-post' : kind;
}

/** Who took a result that the reader did not fetch alone: for him, or both who had to sign; empty where he came himself. */
function takenBy({ personal }: Story['happenings'][number], t: Translate): string {
  const { name = '', relation } = (personal.recipient ?? {}) as { name?: string; relation?: string | null };
  if (relation) return t('portal.happening.fetched-by', { name, relation });
  const { name: second } = (personal.second ?? {}) as { name?: string };
  return second ? t('portal.happening.fetched-both', { name, second }) : '';
}

// Who signs in reads all of it. Without, on a weak line, the newest are enough: each costs some forty bytes.
const MOST = 8;

/** The story of a dossier, the newest first: what, when, where, and by whom where the reader may know. */
export function happeningsView(
  story: Story,
  graph: LoadedProcedure['graph'],
  t: Translate,
  options: { names: boolean },
): Html {
  const steps = story.tasks.filter(task => taskKind(task) !== 'notice');
  const ended = story.dossier.status === 'completed' && resultEndIn(story) !== null;
  const running = steps.map(task => ({
    // A result that holds no more is not handed over: the decision that ended it is.
    title: ended ? t('portal.happening.decision-now') : vietnamese(t, task.title.step),
    about: t('portal.happening.now', { agency: task.agencyName, since: formatDateTime(task.createdAt) }),
    state: 'now' as const,
  }));
  const past = story.happenings
    .filter(h => !INTERNAL.has(h.kind) && !INTERNAL.has(String(h.body.act)))
    // An hour that only reminded somebody in the office.
    .filter(h => h.kind !== 'timer-fired' || h.body.dropped || h.body.made)
    .map(h => {
      const toApplicant = h.kind === 'question-asked' && !h.other;
      // Of what the applicant did himself: of the reception where it was, of all else who. Who does it in his place is no official either.
      const received = h.kind === 'submitted';
      const instead = typeof h.body.for === 'string';
      const where =
        (h.own || instead) && !received
          ? null
          : (h.agency ?? (received ? null : (h.place ?? story.agencyName)));
      const who = options.names && !(h.own && received) ? h.who : null;
      // A clerk who takes an application in is nobody's delegate.
      const tookIn = received && (h.body.channel === 'counter' || h.body.channel === 'post');
      const did = !instead || tookIn ? '-who' : received ? '-handed-in' : '-instead';
      const key = `portal.happening.about${where ? '-where' : ''}${who ? did : ''}`;
      // What offices write to each other is theirs; what they write to the applicant is his.
      const told = h.kind === 'question-asked' && !toApplicant ? undefined : h.personal.what;
      const note = String(
        told ?? h.personal.reason ?? (h.kind === 'supplemented' ? h.personal.note : '') ?? '',
      );
      const params = { at: formatDateTime(h.at), where: where ?? '', who: who ?? '' };
      const taken = options.names ? takenBy(h, t) : '';
      const moved = movedWords(graph, h);
      const step = h.kind === 'step-done' ? stepWords(graph, h, t, options.names) : undefined;
      const changes = options.names ? changesToldIn(h) : [];
      const about =
        note && options.names
          ? html`${t(key, params)}. ${lines(note)}${changes.map(c => html`<br>${c.label}: ${c.before || '–'} → ${c.after || '–'}`)}`
          : taken
            ? html`${t(key, params)}<br>${taken}`
            : t(key, params);
      const slip =
        options.names && h.kind === 'supplement-requested' ? slipOf(story, h.body.number) : undefined;
      const title =
        step ??
        (moved
          ? withVietnamese(t, `portal.happening.${moved.key}`, moved.params)
          : t(`portal.happening.${toApplicant ? 'question-to-applicant' : kindOf(h, story.dossier)}`, {
              other: h.other ?? askedOf(story, h.body.question) ?? '',
              result: resultOf(story, h.body.result) ?? t('portal.happening.a-result'),
              ...recountWords(h.body, t.lang),
              number: Array.isArray(h.body.anew) ? h.body.anew.join(', ') : String(h.body.number ?? ''),
              title: String(h.body.title ?? ''),
              was: String(h.body.was ?? ''),
              decision: String(h.body.decision ?? ''),
              on: typeof h.body.on === 'string' ? formatDate(h.body.on) : '',
              tracking: String(h.body.tracking ?? ''),
              code: String(h.body.code ?? ''),
              told: h.body.actAt ? formatDateTime(new Date(String(h.body.actAt))) : '',
              amount: formatMoney(Number(h.body.amount ?? 0), t.lang),
            }));
      const fate = h.annulledBy !== null && t('portal.happening.annulled', { decision: h.annulledBy });
      return {
        title: fate ? html`${title} (${fate})` : title,
        about: slip
          ? html`${about}<br><a href="${slipAddress(story.dossier, slip)}">${t('portal.supplement.slip', { number: String(h.body.number) })}</a>`
          : about,
      };
    });
  const all = [...running, ...past];
  if (options.names || all.length <= MOST) return timeline(all);
  return html`${timeline(all.slice(0, MOST))}
<p><a href="/ho-so/${story.dossier.code}">${t('portal.happening.earlier', { count: all.length - MOST })}</a></p>`;
}
