import type { Db, Queryable } from '#platform/db';

/** What one application writes, as rows. */
export type Written = {
  dossier: Record<string, unknown>;
  task: Record<string, unknown>;
  entry: Record<string, unknown>;
  personal: Array<{ field: string; salt: Buffer; value: string }>;
};

/** Makes the function that writes all rows of an application, given them as they are to be; only its number is counted. */
export async function createOneCall(owner: Db): Promise<void> {
  await owner.query(`
    CREATE SCHEMA bench;
    GRANT USAGE ON SCHEMA bench TO fansipan_app;
    CREATE FUNCTION bench.receive(
      p_id uuid, p_version uuid, p_procedure text, p_field text, p_applicant text, p_owner text, p_phone text, p_agency uuid,
      p_received_by uuid, p_area uuid, p_channel text, p_at timestamptz, p_limit jsonb, p_due timestamptz, p_steps jsonb, p_data jsonb,
      p_form text, p_form_version int, p_state jsonb, p_series text, p_period text, p_book uuid,
      p_task uuid, p_element text, p_title jsonb, p_task_agency uuid, p_permission text, p_search text, p_ref text, p_basis jsonb,
      p_entry uuid, p_subject text, p_kind text, p_text text, p_fields text[], p_salts bytea[], p_values text[]) RETURNS text
      LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE
      v_code text;
    BEGIN
      WITH book AS (
        INSERT INTO numbering.book AS b (id, agency_id, series, kind, period, last) VALUES (p_book, p_received_by, p_series, 'dossier', p_period, 1)
        ON CONFLICT ON CONSTRAINT book_one_a_period DO UPDATE SET last = b.last + 1 RETURNING b.id, b.last),
      given AS (INSERT INTO numbering.number (book_id, n) SELECT id, last FROM book RETURNING n)
      SELECT p_series || '-' || replace(substr(p_period, 3), '-', '') || '-' || lpad(n::text, 4, '0') INTO v_code FROM given;
      INSERT INTO cases.dossier (id, code, procedure_version_id, procedure_code, field, applicant_name, owner_name, phone, lang,
          agency_id, received_by, area_id, channel, received_at, status, time_limit, due_at, due_steps, data, form_id, form_version,
          process_state, promised_at, promised_steps, synthetic)
        VALUES (p_id, v_code, p_version, p_procedure, p_field, p_applicant, p_owner, p_phone, 'vi', p_agency, p_received_by, p_area,
          p_channel, p_at, 'received', p_limit, p_due, p_steps, p_data, p_form, p_form_version, p_state, p_due, p_steps, false);
      INSERT INTO cases.dossier_code (code, dossier_id) VALUES (v_code, p_id);
      INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, due_at, created_at, search, ref,
          field, due_basis, area_id)
        VALUES (p_task, 'dossier', p_id, p_element, p_title, p_task_agency, p_permission, p_due, p_at, p_search, p_ref, p_field,
          p_basis, p_area);
      INSERT INTO ledger.version (subject, version, entry) VALUES (p_subject, 1, p_entry);
      INSERT INTO ledger.entry (id, subject, version, kind, bytes) VALUES (p_entry, p_subject, 1, p_kind, convert_to(p_text, 'UTF8'));
      INSERT INTO ledger.personal (entry, field, salt, value)
        SELECT p_entry, f, s, v FROM unnest(p_fields, p_salts, p_values) AS u(f, s, v);
      RETURN v_code;
    END $$;
    GRANT EXECUTE ON FUNCTION bench.receive TO fansipan_app;`);
}

/** Reads what an application has written. */
export async function writtenBy(q: Queryable, dossierId: string): Promise<Written> {
  const [dossier, task, entry] = [
    await q.one('SELECT * FROM cases.dossier WHERE id = $1', [dossierId]),
    await q.one('SELECT * FROM work.task WHERE subject_id = $1', [dossierId]),
    await q.one('SELECT * FROM ledger.entry WHERE subject = $1', [`dossier:${dossierId}`]),
  ];
  const personal = await q.query<Written['personal'][number]>(
    'SELECT field, salt, value FROM ledger.personal WHERE entry = $1',
    [entry.id],
  );
  return { dossier, task, entry, personal };
}

/** The same of another reader: his name and telephone wherever those of the first stand, so that no two rows are of one person. */
export function ofReader<T>(rows: T, words: ReadonlyArray<readonly [string, string]>): T {
  if (typeof rows === 'string')
    return words.reduce((text, [a, b]) => text.replaceAll(a, b), rows as string) as T;
  if (rows === null || typeof rows !== 'object' || rows instanceof Date || Buffer.isBuffer(rows)) return rows;
  if (Array.isArray(rows)) return rows.map(one => ofReader(one, words)) as T;
  return Object.fromEntries(Object.entries(rows).map(([key, one]) => [key, ofReader(one, words)])) as T;
}

/** Writes the same for another applicant of the same office, in one call. Returns the new dossier's code. */
export async function asOneCall(
  q: Queryable,
  { dossier: d, task, entry, personal }: Written,
  newId: () => string,
): Promise<string> {
  const [id, entryId] = [newId(), newId()];
  const text = String(entry.bytes).replaceAll(String(d.id), id).replaceAll(String(entry.id), entryId);
  const code = String(d.code);
  const day = code.slice(-11, -5);
  const { code: answered } = await q.one<{ code: string }>(
    `SELECT bench.receive($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
       $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37) AS code`,
    [
      id,
      d.procedure_version_id,
      d.procedure_code,
      d.field,
      d.applicant_name,
      d.owner_name,
      d.phone,
      d.agency_id,
      d.received_by,
      d.area_id,
      d.channel,
      d.received_at,
      JSON.stringify(d.time_limit),
      d.due_at,
      JSON.stringify(d.due_steps),
      JSON.stringify(d.data),
      d.form_id,
      d.form_version,
      JSON.stringify(d.process_state),
      code.slice(0, -12),
      `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`,
      newId(),
      newId(),
      task.element_id,
      JSON.stringify(task.title),
      task.agency_id,
      task.permission,
      task.search,
      task.ref,
      task.due_basis === null ? null : JSON.stringify(task.due_basis),
      entryId,
      `dossier:${id}`,
      entry.kind,
      text,
      personal.map(p => p.field),
      personal.map(p => p.salt),
      personal.map(p => p.value),
    ],
  );
  return answered;
}
