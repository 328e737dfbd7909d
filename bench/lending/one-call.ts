import assert from 'node:assert/strict';
import type { Dossier } from '#engines/cases';
import type { Task } from '#engines/work';
import type { Db, Queryable } from '#platform/db';

/** Makes the function that writes all rows of one step of `lending.bpmn`, given them as they are to be. */
export async function createOneCall(owner: Db): Promise<void> {
  await owner.query(`
    CREATE SCHEMA bench;
    GRANT USAGE ON SCHEMA bench TO fansipan_app;
    CREATE FUNCTION bench.one_call(
      p_dossier uuid, p_status text, p_version int, p_state jsonb, p_task uuid, p_at timestamptz, p_by uuid, p_post uuid,
      p_outcome text, p_next uuid, p_element text, p_title jsonb, p_agency uuid, p_permission text, p_due timestamptz,
      p_search text, p_ref text, p_field text, p_basis jsonb, p_escalate timestamptz, p_area uuid,
      p_token int, p_event text, p_fires timestamptz, p_timer jsonb,
      p_entry uuid, p_subject text, p_place int, p_kind text, p_bytes bytea, p_act jsonb) RETURNS void LANGUAGE plpgsql
      SET plan_cache_mode = force_generic_plan AS $$
    BEGIN
      PERFORM FROM cases.dossier WHERE id = p_dossier FOR UPDATE;
      UPDATE work.task SET state = 'done', ended_at = p_at, ended_by = p_by, ended_post = p_post, outcome = p_outcome
        WHERE id = p_task;
      UPDATE cases.dossier SET status = p_status, version = p_version, process_state = p_state WHERE id = p_dossier;
      INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, due_at, created_at,
          search, ref, field, due_basis, escalate_at, area_id)
        VALUES (p_next, 'dossier', p_dossier, p_element, p_title, p_agency, p_permission, p_due, p_at,
          p_search, p_ref, p_field, p_basis, p_escalate, p_area);
      INSERT INTO cases.timer (dossier_id, token, element_id, fires_at, started_at, timer)
        VALUES (p_dossier, p_token, p_event, p_fires, p_at, p_timer);
      PERFORM jobs.enqueue('cases.fire-timer',
        json_build_object('dossierId', p_dossier, 'token', p_token, 'elementId', p_event), p_fires,
        'timer:' || p_dossier || ':' || p_token || ':' || p_event, NULL);
      INSERT INTO ledger.version (subject, version, entry) VALUES (p_subject, p_place, p_entry);
      INSERT INTO ledger.entry (id, subject, version, kind, bytes) VALUES (p_entry, p_subject, p_place, p_kind, p_bytes);
      INSERT INTO cases.undoable_act SELECT * FROM jsonb_populate_record(NULL::cases.undoable_act, p_act);
    END $$;
    GRANT EXECUTE ON FUNCTION bench.one_call TO fansipan_app;`);
}

type Row = Record<string, unknown>;

/** What a step has written, as rows. */
export type Written = { dossier: Row; ended: Row; next: Row; timer: Row; entry: Row; act: Row };

/** Reads what the step `task` of a dossier has written. */
export async function writtenBy(q: Queryable, { id }: Dossier, task: Task): Promise<Written> {
  const [dossier, ended, next, timer, entry, { act }] = [
    await q.one<Row>('SELECT status, version, process_state AS state FROM cases.dossier WHERE id = $1', [id]),
    await q.one<Row>('SELECT * FROM work.task WHERE id = $1', [task.id]),
    await q.one<Row>("SELECT * FROM work.task WHERE subject_id = $1 AND state = 'open'", [id]),
    await q.one<Row>('SELECT * FROM cases.timer WHERE dossier_id = $1', [id]),
    await q.one<Row>("SELECT * FROM ledger.entry WHERE subject = $1 AND kind = 'case.step-done'", [
      `dossier:${id}`,
    ]),
    await q.one<{ act: Row }>('SELECT to_jsonb(a) AS act FROM cases.undoable_act a WHERE dossier_id = $1', [
      id,
    ]),
  ];
  assert.equal(ended.state, 'done');
  return { dossier, ended, next, timer, entry, act };
}

/** Writes the same for another dossier, whose step `task` is still open, in one call. */
export async function asOneCall(
  q: Queryable,
  dossier: Dossier,
  task: Task,
  { dossier: state, ended, next, timer, entry, act }: Written,
  newId: () => string,
): Promise<void> {
  const id = newId();
  const bytes = String(entry.bytes);
  await q.query(
    `SELECT bench.one_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       $23, $24, $25, $26, $27, $28, $29, $30, $31)`,
    [
      dossier.id,
      state.status,
      state.version,
      JSON.stringify(state.state),
      task.id,
      ended.ended_at,
      ended.ended_by,
      ended.ended_post,
      ended.outcome,
      newId(),
      next.element_id,
      JSON.stringify({ ...(next.title as object), code: dossier.code }),
      next.agency_id,
      next.permission,
      next.due_at,
      next.search,
      next.ref,
      next.field,
      JSON.stringify(next.due_basis),
      next.escalate_at,
      next.area_id,
      timer.token,
      timer.element_id,
      timer.fires_at,
      JSON.stringify(timer.timer),
      id,
      `dossier:${dossier.id}`,
      entry.version,
      entry.kind,
      // Of the same length, with the other's ids.
      Buffer.from(
        bytes
          .replaceAll(String(next.subject_id), dossier.id)
          .replaceAll(String(ended.id), task.id)
          .replaceAll(String(entry.id), id),
      ),
      JSON.stringify({ ...act, id: newId(), dossier_id: dossier.id, task_id: task.id, entry_id: id }),
    ],
  );
}
