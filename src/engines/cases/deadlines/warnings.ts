import type { Act } from '#engines/organisation';
import { planEscalations, type Unplanned, unplannedTasks } from '#engines/work';
import { before, type Calendar, loadCalendar, workingMinutes } from '#engines/worktime';
import type { Db, Queryable, Tx } from '#platform/db';

/** How long before a step is over its time its leader is told: `share` of the step's own time, and so many working hours. */
export type Threshold = { agencyId: string | null; share: number; hours: number };

/** Steps due later than that are looked at another time. A long row of holidays is shorter. */
const AHEAD_MS = 14 * 86_400_000;
const CHUNK = 500;
/** Marks of steps: the numbers of their tokens (`taskKind`). */
export const STEPS = { subjectKind: 'dossier', refs: '0123456789' };

/** Those that hold: the general one, whose agency is null, and those that agencies have of their own. */
export const thresholds = (q: Queryable): Promise<Threshold[]> =>
  q.query<Threshold>(
    'SELECT agency_id AS "agencyId", share::float8 AS share, hours FROM cases.warning_threshold',
  );

/** When the leader is told of a step where its process says nothing: of the two spans the one that ends later. */
export function warnAt(
  { createdAt, dueAt }: Pick<Unplanned, 'createdAt' | 'dueAt'>,
  { share, hours }: Omit<Threshold, 'agencyId'>,
  calendar: Calendar,
): Date {
  const own = Math.max(0, workingMinutes(createdAt, dueAt, calendar));
  const span = Math.min((own * share) / 60, hours);
  return before(dueAt, { n: span, unit: 'working-hour' }, calendar);
}

/**
 * Says of open steps whose process names no span when their leaders are to be told: of one that is late already (it began late, or the
 * program stood still when it became so), at once. A step whose due time moves is said anew; one of which a leader was told is not told again.
 */
export async function planWarnings(db: Db, now: Date): Promise<void> {
  const steps = await unplannedTasks(db, { ...STEPS, to: new Date(now.getTime() + AHEAD_MS) }, CHUNK);
  if (!steps.length) return;
  const all = await thresholds(db);
  const standard = all.find(t => t.agencyId === null);
  if (!standard) return;
  const plans = [];
  for (const step of steps) {
    const threshold = all.find(t => t.agencyId === step.agencyId) ?? standard;
    const calendar = await loadCalendar(db, step.agencyId, now);
    plans.push({ ...step, escalateAt: warnAt(step, threshold, calendar) });
  }
  await planEscalations(db, plans);
}

/**
 * From now on an agency's leaders are told so long before; null: as everywhere. Steps of which it was said when, keep that.
 */
export async function setThreshold(
  tx: Tx,
  agencyId: string,
  threshold: Omit<Threshold, 'agencyId'> | null,
  act: Act,
): Promise<void> {
  await tx.query('SELECT FROM organisation.agency WHERE id = $1 FOR UPDATE', [agencyId]);
  if (threshold)
    await tx.run(
      `INSERT INTO cases.warning_threshold (agency_id, share, hours) VALUES ($1, $2, $3)
       ON CONFLICT (agency_id) DO UPDATE SET share = excluded.share, hours = excluded.hours`,
      [agencyId, threshold.share, threshold.hours],
    );
  else await tx.run('DELETE FROM cases.warning_threshold WHERE agency_id = $1', [agencyId]);
  await act.ledger.append(tx, {
    kind: 'warning-threshold.set',
    subject: `agency:${agencyId}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: threshold ? { share: Math.round(threshold.share * 100), hours: threshold.hours } : {},
  });
}
