import type { AnswerWords } from '#engines/forms';
import { holdersOfPosts } from '#engines/identity';
import { type Graph, outcomeText } from '#engines/processes';
import { listTasks, type Task } from '#engines/work';
import { formatDateTime, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { HistoryEntry } from '#platform/ledger';
import { renderPaper } from '#platform/pdf';
import { capital } from '#ui';
import type { CaseDeps } from '../deps.ts';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import { taskKind } from '../process/new-task.ts';
import { listQuestions } from '../questions/question.ts';
import { accountNames, agencyNames } from '../read/names.ts';
import { takenBack } from '../read/taken-back.ts';
import type { Dossier } from '../types.ts';
import { factsAbout, headOf, moment, type SlipDeps, trackingCode } from './about-dossier.ts';
import { controlAct, controlEntries, givenInstead } from './control-acts.ts';
import { drawSlip } from './draw.ts';
import { slipTextAt } from './slip-texts.ts';

/** What becomes of a step that nobody has ended. */
const RUNNING = {
  open: 'Đang xử lý',
  suspended: 'Tạm dừng',
  cancelled: 'Không thực hiện',
  done: '',
} as const;

/** Why a step went that nobody did, where its task says it (`restoreTasks`, `closeAsMoved`). */
const GONE: Readonly<Record<string, string>> = {
  undone: 'Không thực hiện: việc trước đó đã hoàn tác',
  moved: 'Không thực hiện: chuyển sang bản khác của thủ tục',
};

/** A dossier that ended so has no result to be given at any time. */
const NO_RESULT: Partial<Record<Dossier['status'], string>> = {
  refused: 'không, đã từ chối tiếp nhận',
  declined: 'không, hồ sơ không được giải quyết',
  withdrawn: 'không, hồ sơ đã rút',
  stopped: 'không, đã dừng giải quyết',
};

/** What was promised to the applicant, as far as it holds. */
const promised = ({ status, paused, dueAt }: Dossier): string =>
  NO_RESULT[status] ?? (paused ? 'tính lại sau khi hết tạm dừng thời hạn' : moment(dueAt));

/**
 * Who did a step; of one that waits for the applicant who asked him, and of one that was given to a post who holds it at `now`. Empty where
 * it lies with nobody in particular, or was taken away: who ended a dossier, or took an act back, did none of its steps.
 */
async function doersOf(
  q: Queryable,
  dossier: Dossier,
  steps: readonly Task[],
  now: Date,
): Promise<(task: Task) => string> {
  const asked = await q.maybe<{ by: string }>(
    `SELECT asked_by AS by FROM cases.supplement_request
     WHERE dossier_id = $1 AND answered_at IS NULL AND undone_at IS NULL ORDER BY asked_at DESC LIMIT 1`,
    [dossier.id],
  );
  const by = ({ state, endedBy }: Task) =>
    state === 'done' ? endedBy : state === 'suspended' ? asked?.by : undefined;
  const people = await accountNames(
    q,
    steps.flatMap(task => by(task) ?? []),
  );
  const given = steps.flatMap(task => (task.state === 'open' && task.postId) || []);
  const holders = given.length ? await holdersOfPosts(q, given, localDate(now)) : [];
  return task =>
    people.get(by(task) ?? '') ??
    holders
      .filter(h => task.state === 'open' && h.postId === task.postId)
      .map(h => h.name)
      .join(', ');
}

/** How a step ended; with it the number of what was signed or refused in it, and of the decision that was handed over in place of a result. */
function endOf(task: Task, graph: Graph, history: readonly HistoryEntry[]): string {
  if (task.state === 'cancelled') return GONE[task.outcome ?? ''] ?? RUNNING.cancelled;
  if (!task.outcome) return RUNNING[task.state];
  const returned = history.find(e => e.kind === 'case.returned' && e.body.task === task.id);
  const instead = returned && givenInstead(returned);
  if (instead) return instead;
  const outcome = capital(outcomeText('vi', graph, task.elementId, task.outcome, 'outcome'));
  const issued = history.filter(e => e.kind === 'case.result-issued' && e.body.task === task.id);
  return [outcome, ...issued.map(e => `số ${e.body.number}`)].join(', ');
}

/** Acts that make steps anew at the moment in which they are done. */
const BRINGS_STEPS = new Set(['case.transferred', 'case.moved', 'case.moved-back', 'case.process-restarted']);

/** A line of the slip, by the facts that its text may name. */
type Row = { at: Date } & Record<
  'buoc' | 'noi-lam' | 'nguoi-lam' | 'nhan-luc' | 'xong-luc' | 'han-buoc' | 'ket-qua-buoc',
  string
>;

/** Everything that was done with a dossier until `now`, in its order: the steps of its process and what was done beside them. */
async function rowsOf(
  q: Queryable,
  ledger: Pick<CaseDeps['ledger'], 'history'>,
  dossier: Dossier,
  now: Date,
): Promise<Row[]> {
  const steps = (await listTasks(q, dossier.id)).filter(task => taskKind(task) === 'step');
  const history = await ledger.history(q, `dossier:${dossier.id}`);
  const undone = takenBack(history);
  const acts = controlEntries(history, undone);
  const questions = await listQuestions(q, dossier.id);
  const { graph } = await loadProcedure(q, dossier);
  const doer = await doersOf(q, dossier, steps, now);
  const people = await accountNames(
    q,
    acts.map(entry => entry.actor),
  );
  const agencyName = await agencyNames(q, [
    ...steps.map(task => ({ agencyId: task.agencyId, at: task.createdAt })),
    ...acts.map(entry => ({ agencyId: entry.agency, at: entry.at })),
    ...acts.flatMap(({ body, at }) => (typeof body.to === 'string' ? [{ agencyId: body.to, at }] : [])),
    ...questions.map(x => ({ agencyId: x.toAgency, at: x.askedAt })),
  ]);
  const held = history.filter(entry => !undone(entry));
  const ofSteps = steps.map(
    (task): Row => ({
      at: task.createdAt,
      buoc: task.title.step,
      'noi-lam': agencyName(task.agencyId, task.createdAt) ?? '',
      'nguoi-lam': doer(task),
      'nhan-luc': formatDateTime(task.createdAt),
      'xong-luc': task.endedAt ? formatDateTime(task.endedAt) : '',
      'han-buoc': task.dueAt ? formatDateTime(task.dueAt) : '',
      'ket-qua-buoc': endOf(task, graph, held),
    }),
  );
  const ofActs = acts.map((entry): Row => {
    const { what, outcome } = controlAct(entry, { graph, questions, undone, agencyName });
    return {
      at: entry.at,
      buoc: what,
      'noi-lam': agencyName(entry.agency, entry.at) ?? '',
      'nguoi-lam': people.get(entry.actor) ?? (entry.actor === 'system' ? 'Hệ thống' : ''),
      'nhan-luc': '',
      'xong-luc': formatDateTime(entry.at),
      'han-buoc': '',
      'ket-qua-buoc': outcome,
    };
  });
  // What was done in the minute in which a step came was done in its course, but for what brought the step.
  const brings = (row: Row) => acts.some((entry, i) => ofActs[i] === row && BRINGS_STEPS.has(entry.kind));
  const first = ofActs.filter(brings);
  const rest = ofActs.filter(row => !first.includes(row));
  return [...first, ...ofSteps, ...rest].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The slip that goes with a dossier from desk to desk (form 06) as it stands at `now`: every step with its agency, who did it,
 * when it came and went, when it was due, and how it ended; between them what was done beside the steps.
 */
export async function controlSlipOf(
  q: Queryable,
  deps: SlipDeps & { ledger: Pick<CaseDeps['ledger'], 'history'> },
  dossier: Dossier,
  now: Date,
): Promise<Buffer> {
  const rows = await rowsOf(q, deps.ledger, dossier, now);
  // Drawn up today: by the successor, where the agency that decided is gone. What was given in its time keeps its head.
  const issuer = await heirOf(q, dossier, dossier.agencyId, localDate(now));
  const head = issuer
    ? await headOf(q, issuer.id, now)
    : await headOf(q, dossier.agencyId, dossier.receivedAt);
  const column = (name: Exclude<keyof Row, 'at'>): [string, AnswerWords] => [
    name,
    rows.map(row => row[name]),
  ];
  const facts = new Map<string, AnswerWords>([
    ...(await factsAbout(q, deps, dossier, { issuer: head.issuer, number: null, at: now })),
    ['hen-tra', promised(dossier)],
    ...(['buoc', 'noi-lam', 'nguoi-lam', 'nhan-luc', 'xong-luc', 'han-buoc', 'ket-qua-buoc'] as const).map(
      column,
    ),
  ]);
  const { pdf } = await renderPaper(
    drawSlip(await slipTextAt(q, 'control', now), {
      kind: 'control',
      number: null,
      ...head,
      at: now,
      facts,
      qr: trackingCode(deps, dossier),
      signatures: [],
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
