import type { AnswerWords } from '#engines/forms';
import { outcomeText } from '#engines/processes';
import { listTasks } from '#engines/work';
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
  const people = await accountNames(
    q,
    steps.flatMap(task => task.endedBy ?? []),
  );
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
    ['nguoi-lam', column(task => people.get(task.endedBy ?? '') ?? '')],
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
