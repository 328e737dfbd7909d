import type { Row } from './expression.ts';
import { type Memory, tableOf } from './memory.ts';
import type { Answer } from './run-statement.ts';
import type { Table } from './tables.ts';
import { Json, Span } from './values.ts';

/** In UTC, as the program's connections have it, with no more digits of a second than it takes. */
function instant(at: Date): string {
  const ms = at.getUTCMilliseconds();
  return `${at.toISOString().slice(0, 19)}${ms ? String(ms / 1000).slice(1) : ''}+00:00`;
}

/** As an instant stands in the text of a span. */
const inSpan = (at: Date | null): string =>
  at ? `"${instant(at).replace('T', ' ').replace('+00:00', '+00')}"` : '';

/** A value as the database makes JSON of it. */
function json(value: unknown): unknown {
  if (value instanceof Json) return value.value;
  if (value instanceof Date) return instant(value);
  if (value instanceof Span) return `[${inSpan(value.from)},${inSpan(value.to)})`;
  return value ?? null;
}

const cells = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, json(row[name])]));

const DOSSIER = [
  'status',
  'closed_at',
  'paused',
  'agency_id',
  'area_id',
  'clock_agency_id',
  'due_at',
  'due_steps',
  'time_limit',
];
const TASK = [
  ...['id', 'state', 'agency_id', 'post_id', 'due_at', 'due_basis', 'escalate_at', 'warned_at'],
  'away_told_at',
];
const QUESTION = [
  ...['id', 'element_id', 'message', 'from_agency', 'asked_post', 'asked_task', 'due_at', 'late_at'],
  ...['answered_at', 'answered_by', 'answered_agency', 'outcome', 'dropped_at', 'delivered_at'],
];

const isEmpty = (value: unknown) => value === null || value === undefined;
const allOf = ({ columns }: Table) => columns.map(c => c.name);

/** What a dossier was before an act (`imageOf`, engine cases), from the rows in memory. */
export function dossierImage(memory: Memory, [id]: readonly unknown[]): Answer {
  const table = (name: string) => tableOf(memory, name);
  const [dossier] = table('cases.dossier').by('id', id);
  if (!dossier) return { rows: [], count: 0 };
  const of = (name: string) => [...table(name).by('dossier_id', id)];
  const notUndone = (name: string) => of(name).filter(row => isEmpty(row.undone_at));
  const image = {
    process: json(dossier.process_state),
    row: cells(dossier, DOSSIER),
    pauses: of('cases.pause').map(row => cells(row, allOf(table('cases.pause')))),
    timers: of('cases.timer').map(row => cells(row, allOf(table('cases.timer')))),
    questions: of('cases.question').map(row => cells(row, QUESTION)),
    requests: notUndone('cases.supplement_request').map(row => cells(row, ['id', 'answered_at'])),
    apology: notUndone('cases.apology').length > 0,
    papers: notUndone('cases.paper').map(row => cells(row, ['id', 'replaced_by'])),
    incidents: of('cases.incident')
      .filter(row => isEmpty(row.settled_at))
      .map(row => row.id),
  };
  return { rows: [{ image }], count: 1 };
}

/** The open tasks of a subject as they are (`taskImages`, engine work), by id. */
export function openTaskImages(memory: Memory, [subject]: readonly unknown[]): Answer {
  const rows = [...tableOf(memory, 'work.task').by('subject_id', subject)]
    .filter(({ state }) => state === 'open' || state === 'suspended')
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
    .map(row => ({ image: cells(row, TASK) }));
  return { rows, count: rows.length };
}
