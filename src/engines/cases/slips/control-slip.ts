import type { AnswerWords } from '#engines/forms';
import { holdersOfPosts } from '#engines/identity';
import { outcomeText } from '#engines/processes';
import { listTasks, type Task } from '#engines/work';
import { formatDateTime, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import { capital } from '#ui';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import { taskKind } from '../process/new-task.ts';
import { accountNames, agencyNames } from '../read/names.ts';
import type { Dossier } from '../types.ts';
import { factsAbout, headOf, moment, type SlipDeps, trackingCode } from './about-dossier.ts';
import { drawSlip } from './draw.ts';
import { slipTextAt } from './slip-texts.ts';

/** What becomes of a step that nobody has ended. */
const RUNNING = {
  open: 'Đang xử lý',
  suspended: 'Tạm dừng',
  cancelled: 'Không thực hiện',
  done: '',
} as const;

/**
 * Who did a step; of one that waits for the applicant who asked him, and of one that was given to a post who holds it at `now`. Empty where
 * it lies with nobody in particular.
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
  const by = (task: Task) => task.endedBy ?? (task.state === 'suspended' ? asked?.by : undefined);
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

/**
 * The slip that goes with a dossier from desk to desk (form 06) as it stands at `now`: every step with its agency, who did it,
 * when it came and went, when it was due, and how it ended.
 */
export async function controlSlipOf(
  q: Queryable,
  deps: SlipDeps,
  dossier: Dossier,
  now: Date,
): Promise<Buffer> {
  const steps = (await listTasks(q, dossier.id)).filter(task => taskKind(task) === 'step');
  const { graph } = await loadProcedure(q, dossier);
  const doer = await doersOf(q, dossier, steps, now);
  const agencyName = await agencyNames(
    q,
    steps.map(task => ({ agencyId: task.agencyId, at: task.createdAt })),
  );
  // Drawn up today: by the successor, where the agency that decided is gone. What was given in its time keeps its head.
  const issuer = await heirOf(q, dossier, dossier.agencyId, localDate(now));
  const head = issuer
    ? await headOf(q, issuer.id, now)
    : await headOf(q, dossier.agencyId, dossier.receivedAt);
  const column = (words: (task: (typeof steps)[number]) => string): string[] => steps.map(words);
  const facts = new Map<string, AnswerWords>([
    ...(await factsAbout(q, deps, dossier, { issuer: head.issuer, number: null, at: now })),
    ['hen-tra', moment(dossier.dueAt)],
    ['buoc', column(task => task.title.step)],
    ['noi-lam', column(task => agencyName(task.agencyId, task.createdAt) ?? '')],
    ['nguoi-lam', column(doer)],
    ['nhan-luc', column(task => formatDateTime(task.createdAt))],
    ['xong-luc', column(task => (task.endedAt ? formatDateTime(task.endedAt) : ''))],
    ['han-buoc', column(task => (task.dueAt ? formatDateTime(task.dueAt) : ''))],
    [
      'ket-qua-buoc',
      column(task =>
        task.outcome
          ? capital(outcomeText('vi', graph, task.elementId, task.outcome, 'outcome'))
          : RUNNING[task.state],
      ),
    ],
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
