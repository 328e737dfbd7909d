/** Of rows that name no dossier but its obligation: a column in memory only, with the dossier. */
export const OF_OBLIGATION = 'of dossier';

/**
 * The tables that stand in memory, each after those that it refers to: the order in which they are written. `owner`: the column
 * that names the dossier a row belongs to.
 */
export const OWNED: ReadonlyArray<{ table: string; owner: string }> = [
  { table: 'cases.dossier', owner: 'id' },
  { table: 'cases.dossier_code', owner: 'dossier_id' },
  { table: 'cases.paper', owner: 'dossier_id' },
  { table: 'cases.pause', owner: 'dossier_id' },
  { table: 'cases.supplement_request', owner: 'dossier_id' },
  { table: 'cases.apology', owner: 'dossier_id' },
  { table: 'cases.question', owner: 'dossier_id' },
  { table: 'cases.result_number', owner: 'dossier_id' },
  { table: 'cases.result', owner: 'dossier_id' },
  { table: 'cases.timer', owner: 'dossier_id' },
  { table: 'cases.incident', owner: 'dossier_id' },
  { table: 'work.task', owner: 'subject_id' },
  { table: 'cases.undoable_act', owner: 'dossier_id' },
  { table: 'payments.reference', owner: 'subject_id' },
  { table: 'payments.obligation', owner: 'subject_id' },
  { table: 'payments.refund', owner: OF_OBLIGATION },
  { table: 'payments.journal', owner: OF_OBLIGATION },
  { table: 'payments.journal_line', owner: OF_OBLIGATION },
  { table: 'payments.receipt', owner: 'subject_id' },
  { table: 'simulation.dossier', owner: 'dossier_id' },
];
