import type { Queryable } from '#platform/db';

/** One row as it lies in its table, by its columns' names. */
export type Row = Record<string, unknown>;

/** One thing that a superuser might do to a row that matters. */
export type Edit = {
  name: string;
  /** Rows to which it can be done, as `key` (of the row) and `subject` (what must be named by whoever finds it). */
  rows: string;
  /** Does it; `$1` is the row's key. Triggers and foreign keys are silenced while it runs. */
  sql: string;
  table: string;
  /** Its column by which `key` finds the row. */
  by: string;
};

const dossier = (name: string, set: string, where = ''): Edit => ({
  name,
  table: 'cases.dossier',
  by: 'id',
  rows: `SELECT id::text AS key, 'dossier:' || id AS subject FROM cases.dossier d ${where}`,
  sql: `UPDATE cases.dossier d SET ${set} WHERE id = $1::uuid`,
});

const result = (name: string, sql: string): Edit => ({
  name,
  table: 'cases.result',
  by: 'id',
  rows: `SELECT id::text AS key, 'dossier:' || dossier_id AS subject FROM cases.result`,
  sql,
});

const pause = (name: string, sql: string): Edit => ({
  name,
  table: 'cases.pause',
  by: 'id',
  rows: `SELECT id::text AS key, 'dossier:' || dossier_id AS subject FROM cases.pause WHERE NOT upper_inf(span)`,
  sql,
});

const correction = (name: string, sql: string): Edit => ({
  name,
  table: 'cases.answers_correction',
  by: 'id',
  rows: `SELECT id::text AS key, 'dossier:' || dossier_id AS subject FROM cases.answers_correction`,
  sql,
});

const log = (name: string, table: string, by: string, sql: string, where = ''): Edit => ({
  name,
  table,
  by,
  rows: `SELECT ${by}::text AS key, ${by}::text AS subject FROM ${table} t ${where}`,
  sql,
});

/** Every kind of edit that must be found. */
export const edits: readonly Edit[] = [
  dossier('a dossier is due later', "due_at = due_at + interval '3 days'"),
  dossier('a dossier was received earlier', "received_at = received_at - interval '1 day'"),
  dossier('a dossier is somebody else’s', "owner_name = owner_name || ' A'"),
  dossier('an answer says something else', `data = data || '{"tampered": true}'`),
  dossier('a dossier is closed', "status = 'withdrawn'", "WHERE status <> 'withdrawn'"),
  dossier(
    'a dossier runs under other rules',
    'procedure_version_id = (SELECT v.id FROM procedures.procedure_version v WHERE v.id <> d.procedure_version_id LIMIT 1)',
  ),
  {
    ...dossier('a dossier is gone', ''),
    sql: 'DELETE FROM cases.dossier WHERE id = $1::uuid',
  },
  result('a result has another number', "UPDATE cases.result SET number = '9' || number WHERE id = $1::uuid"),
  result(
    'somebody else signed a result',
    `UPDATE cases.result r SET signed_by = (SELECT a.id FROM identity.account a WHERE a.id <> r.signed_by LIMIT 1) WHERE id = $1::uuid`,
  ),
  result(
    'a result has another paper',
    "UPDATE cases.result SET sha256 = repeat('0', 64) WHERE id = $1::uuid",
  ),
  result('a result is gone', 'DELETE FROM cases.result WHERE id = $1::uuid'),
  pause('the clock never stood still', 'DELETE FROM cases.pause WHERE id = $1::uuid'),
  pause(
    'the clock stood still longer',
    "UPDATE cases.pause SET span = tstzrange(lower(span), upper(span) + interval '1 hour') WHERE id = $1::uuid",
  ),
  correction(
    'a correction is told otherwise',
    `UPDATE cases.answers_correction SET changes = jsonb_set(changes, '{0,before}', '"Kẻ Gian"') WHERE id = $1::uuid`,
  ),
  correction(
    'what a correction would bring back is another',
    `UPDATE cases.answers_correction SET before = jsonb_set(before, '{phone}', '"0900000000"') WHERE id = $1::uuid`,
  ),
  correction(
    'somebody else corrected it',
    `UPDATE cases.answers_correction c SET corrected_by = (SELECT a.id FROM identity.account a WHERE a.id <> c.corrected_by LIMIT 1) WHERE id = $1::uuid`,
  ),
  correction(
    'a correction was taken back',
    `UPDATE cases.answers_correction SET undone_at = at + interval '1 hour' WHERE id = $1::uuid`,
  ),
  correction('a correction is gone', 'DELETE FROM cases.answers_correction WHERE id = $1::uuid'),
  {
    name: 'somebody else is to pay',
    table: 'payments.obligation',
    by: 'id',
    rows: `SELECT id::text AS key, 'obligation:' || id AS subject FROM payments.obligation`,
    sql: "UPDATE payments.obligation SET payer = payer || ' A' WHERE id = $1::uuid",
  },
  {
    name: 'a fee is said to be of more copies',
    table: 'payments.obligation',
    by: 'id',
    rows: `SELECT id::text AS key, 'obligation:' || id AS subject FROM payments.obligation WHERE base_amount % 2 = 0`,
    sql: 'UPDATE payments.obligation SET quantity = 3 - least(quantity, 2) WHERE id = $1::uuid',
  },
  {
    name: 'somebody else holds a post',
    table: 'identity.holding',
    by: 'id',
    rows: `SELECT id::text AS key, 'holding:' || id AS subject FROM identity.holding`,
    sql: `UPDATE identity.holding h SET account_id = (SELECT a.id FROM identity.account a WHERE a.kind = 'official' AND a.id <> h.account_id LIMIT 1) WHERE id = $1::uuid`,
  },
  log(
    'a byte of an entry is another',
    'ledger.entry',
    'id',
    'UPDATE ledger.entry SET bytes = set_byte(bytes, length(bytes) / 2, get_byte(bytes, length(bytes) / 2) # 1) WHERE id = $1::uuid',
  ),
  log('an entry is gone', 'ledger.entry', 'id', 'DELETE FROM ledger.entry WHERE id = $1::uuid'),
  log(
    'a personal value of an entry is another',
    'ledger.personal',
    'entry',
    `UPDATE ledger.personal SET value = '"Kẻ Gian"' WHERE entry = $1::uuid`,
    'WHERE value IS NOT NULL',
  ),
];

/** What nothing in the ledger speaks of: nobody may find it, or whoever finds everything would pass. */
export const harmless: Edit = dossier('a telephone number is another', "phone = '+84900000000'");

/** What the rows of an edit are before it, to be put back after it. */
export const rowsOf = (q: Queryable, edit: Edit, key: string): Promise<Row[]> =>
  q.query<Row>(`SELECT to_jsonb(t) AS row FROM ${edit.table} t WHERE ${edit.by}::text = $1`, [key]);
