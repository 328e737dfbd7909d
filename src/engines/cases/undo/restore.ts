import { restoreTasks } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';
import { UndoFetched } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { subjectOf } from '../process/new-task.ts';
import { wakeAt } from '../process/timers.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import type { Image } from './image.ts';
import type { KeptAct } from './read-acts.ts';

type Back = { dossier: Dossier; act: KeptAct; image: Image; at: Date; by: string };

/** The dossier's own row: where its process stood, its status, its agency, its clock. Numbers of tokens go on: none is given twice. */
const rowBack = (tx: Tx, { dossier, image }: Back): Promise<number> =>
  tx.run(
    `UPDATE cases.dossier d SET process_state = $2, status = i.status, closed_at = i.closed_at, paused = i.paused, agency_id = i.agency_id,
       area_id = i.area_id, clock_agency_id = i.clock_agency_id, due_at = i.due_at, due_steps = i.due_steps,
       time_limit = coalesce(i.time_limit, d.time_limit), version = d.version + 1
     FROM jsonb_populate_record(NULL::cases.dossier, $3::jsonb) i WHERE d.id = $1`,
    [
      dossier.id,
      JSON.stringify({
        ...image.process,
        next: Math.max(image.process.next, dossier.processState.next),
      }),
      JSON.stringify(image.row),
    ],
  );

/** The clock stood still when it stood still then, and ran when it ran. */
async function pausesBack(tx: Tx, { dossier, image }: Back): Promise<void> {
  const pauses = JSON.stringify(image.pauses);
  await tx.run(
    `DELETE FROM cases.pause p WHERE p.dossier_id = $1
       AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::cases.pause, $2::jsonb) i WHERE i.id = p.id)`,
    [dossier.id, pauses],
  );
  await tx.run(
    `UPDATE cases.pause p SET span = i.span FROM jsonb_populate_recordset(NULL::cases.pause, $2::jsonb) i
     WHERE p.id = i.id AND p.dossier_id = $1 AND p.span <> i.span`,
    [dossier.id, pauses],
  );
}

/** Timers run again to the hour that they had; a job that was asked for with another one looks here and finds nothing. */
async function timersBack(tx: Tx, { dossier, image }: Back): Promise<void> {
  await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1', [dossier.id]);
  await tx.run(
    'INSERT INTO cases.timer SELECT * FROM jsonb_populate_recordset(NULL::cases.timer, $1::jsonb)',
    [JSON.stringify(image.timers)],
  );
  for (const { token, element_id, fires_at } of image.timers)
    await wakeAt(tx, dossier.id, token, element_id, new Date(fires_at));
}

/** What was asked with the act is asked no longer; what was answered or dropped with it is open again. */
async function questionsBack(tx: Tx, { dossier, image, at }: Back): Promise<void> {
  const questions = JSON.stringify(image.questions);
  await tx.run(
    `UPDATE cases.question q SET dropped_at = greatest($3, q.asked_at) WHERE q.dossier_id = $1 AND q.dropped_at IS NULL AND q.answered_at IS NULL
       AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::cases.question, $2::jsonb) i WHERE i.id = q.id)`,
    [dossier.id, questions, at],
  );
  await tx.run(
    `UPDATE cases.question q SET element_id = i.element_id, message = i.message, from_agency = i.from_agency, asked_post = i.asked_post,
       asked_task = i.asked_task, due_at = i.due_at, late_at = i.late_at, answered_at = i.answered_at, answered_by = i.answered_by,
       answered_agency = i.answered_agency, outcome = i.outcome, dropped_at = i.dropped_at, delivered_at = i.delivered_at,
       answer = CASE WHEN i.answered_at IS NULL THEN NULL ELSE q.answer END
     FROM jsonb_populate_recordset(NULL::cases.question, $2::jsonb) i WHERE q.id = i.id AND q.dossier_id = $1`,
    [dossier.id, questions],
  );
}

/** Slips that were given with the act are void, papers that came with it are not in the dossier; what there was before is as it was. */
async function papersBack(tx: Tx, { dossier, image, at }: Back): Promise<void> {
  const [requests, papers] = [JSON.stringify(image.requests), JSON.stringify(image.papers)];
  await tx.run(
    `UPDATE cases.supplement_request s SET undone_at = $3 WHERE s.dossier_id = $1 AND s.undone_at IS NULL
       AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::cases.supplement_request, $2::jsonb) i WHERE i.id = s.id)`,
    [dossier.id, requests, at],
  );
  await tx.run(
    `UPDATE cases.supplement_request s SET answered_at = i.answered_at
     FROM jsonb_populate_recordset(NULL::cases.supplement_request, $2::jsonb) i WHERE s.id = i.id AND s.dossier_id = $1`,
    [dossier.id, requests],
  );
  if (!image.apology)
    await tx.run('UPDATE cases.apology SET undone_at = $2 WHERE dossier_id = $1 AND undone_at IS NULL', [
      dossier.id,
      at,
    ]);
  await tx.run(
    `UPDATE cases.paper p SET replaced_by = i.replaced_by FROM jsonb_populate_recordset(NULL::cases.paper, $2::jsonb) i
     WHERE p.id = i.id AND p.dossier_id = $1 AND p.replaced_by IS DISTINCT FROM i.replaced_by`,
    [dossier.id, papers],
  );
  await tx.run(
    `UPDATE cases.paper p SET undone_at = $3 WHERE p.dossier_id = $1 AND p.undone_at IS NULL
       AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::cases.paper, $2::jsonb) i WHERE i.id = p.id)`,
    [dossier.id, papers, at],
  );
}

async function incidentsBack(tx: Tx, { dossier, image, at }: Back): Promise<void> {
  await tx.run(
    `UPDATE cases.incident SET settled_at = CASE WHEN id = ANY ($2::uuid[]) THEN NULL ELSE greatest($3, opened_at) END
     WHERE dossier_id = $1 AND (id = ANY ($2::uuid[])) <> (settled_at IS NULL)`,
    [dossier.id, image.incidents, at],
  );
}

/** What was signed stays as a paper and holds no more; its number is used up, and the next signature draws another. Throws UNDO_FETCHED. */
async function resultBack(tx: Tx, { dossier, act, at }: Back): Promise<void> {
  if (!act.resultId) return;
  const n = await tx.run(
    "UPDATE cases.result SET status = 'withdrawn', status_at = $2 WHERE id = $1 AND fetched_at IS NULL",
    [act.resultId, at],
  );
  // Opened between looking and this: whoever came first has it.
  if (n === 0) throw UndoFetched({ at: formatDateTime(at) });
  await tx.run(
    `DELETE FROM cases.result_number n USING cases.result r
     WHERE r.id = $2 AND n.dossier_id = $1 AND n.kind = r.kind AND n.agency_id = r.agency_id AND n.number = r.number`,
    [dossier.id, act.resultId],
  );
}

/**
 * Makes a locked dossier what it was before an act, by the image that was taken then; nothing of its history goes. Returns it as it is now, and
 * which of its steps are to be done again.
 */
export async function restore(tx: Tx, back: Back): Promise<{ dossier: Dossier; reopened: string[] }> {
  const { dossier, image, at, by } = back;
  const { name } = (await loadProcedure(tx, dossier)).version;
  await rowBack(tx, back);
  const reopened = await restoreTasks(tx, dossier.id, image.tasks, {
    at,
    by,
    about: ({ title }) => subjectOf(dossier, name, title.step),
  });
  await pausesBack(tx, back);
  await timersBack(tx, back);
  await questionsBack(tx, back);
  await papersBack(tx, back);
  await incidentsBack(tx, back);
  await resultBack(tx, back);
  return { dossier: await lockDossier(tx, dossier.id), reopened };
}
