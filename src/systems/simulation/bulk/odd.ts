import { createHash } from 'node:crypto';
import type { Row } from './expression.ts';
import { addTurns, firstTurn, standings, takeTurn } from './hand-out.ts';
import { dossierImage, openTaskImages } from './images.ts';
import { standIn } from './marks.ts';
import { bookKey, type Memory, tableOf } from './memory.ts';
import { OF_OBLIGATION } from './owned.ts';
import type { Answer } from './run-statement.ts';
import { Span } from './values.ts';

type Params = readonly unknown[];
type Odd = {
  fits: (sql: string) => boolean;
  run(memory: Memory, params: Params): Answer;
};

const none: Answer = { rows: [], count: 0 };
const LEAF = Buffer.from([0]);

/** ledger.append: as the function of that name (platform/ledger/migrations), but for the order, which the writing gives. */
function append({ entries, personal, versions }: Memory, params: Params): Answer {
  const [id, subject, kind, text, fields, salts, values] = params as [
    string,
    string,
    string,
    string,
    string[] | null,
    Buffer[] | null,
    string[] | null,
  ];
  const version = (versions.get(subject) ?? 0) + 1;
  versions.set(subject, version);
  const bytes = Buffer.from(`${text},"version":${version}}`);
  entries.push({ id, subject, version, kind, bytes });
  for (const [i, field] of (fields ?? []).entries())
    personal.push({ entry: id, field, salt: salts?.[i] ?? Buffer.alloc(0), value: values?.[i] ?? '' });
  const leaf = createHash('sha256').update(LEAF).update(bytes).digest();
  return { rows: [{ version, leaf }], count: 1 };
}

/** The next number of a book: after the last one given, in the database or here. */
function nextNumber(memory: Memory, params: Params): Answer {
  const { books, alike } = memory;
  const [id, agencyId, series, kind, period] = params as [string, string, string, string, string];
  const key = bookKey(series, kind, period);
  const book = books.get(key) ?? { id, agencyId, series, kind, period, before: 0, last: 0 };
  books.set(key, book);
  const nth = book.last - book.before;
  book.last += 1;
  return { rows: [{ n: alike > 1 ? standIn(memory, book, nth) : book.last }], count: 1 };
}

/** How an obligation stands (payments.standing): kept with its row as lines of the journal come in. */
const PARTS: Readonly<Record<string, readonly [string, number]>> = {
  receivable: ['outstanding', 1],
  overpaid: ['overpaid', -1],
  cash: ['held', 1],
  bank: ['held', 1],
  refundable: ['owed_back', -1],
};

function journalLines(memory: Memory, params: Params): Answer {
  const [journalId, accounts, amounts, obligations, money] = params as [
    string,
    string[],
    number[],
    string[],
    unknown[],
  ];
  const lines = tableOf(memory, 'payments.journal_line');
  const journals = tableOf(memory, 'payments.journal');
  const [journal] = journals.by('id', journalId);
  for (const [i, account] of accounts.entries()) {
    const [row] = tableOf(memory, 'payments.obligation').by('id', obligations[i] ?? '');
    if (!row || !journal) throw new Error('simulation: a line of the journal without an obligation');
    const owner = row.subject_id;
    const amount = Number(amounts[i]);
    journals.update(journal, { [OF_OBLIGATION]: owner });
    lines.insert({
      journal_id: journalId,
      n: i + 1,
      account,
      amount,
      obligation_id: obligations[i],
      money_id: money[i] ?? null,
      [OF_OBLIGATION]: owner,
    });
    const [part, sign] = PARTS[account] ?? [];
    if (part && sign) row[part] = Number(row[part] ?? 0) + sign * amount;
  }
  return { rows: [], count: accounts.length };
}

function beginPause(memory: Memory, params: Params): Answer {
  const [id, dossierId, kind, from] = params as [string, string, string, Date];
  const pauses = tableOf(memory, 'cases.pause');
  let begins = from;
  for (const { span } of pauses.by('dossier_id', dossierId))
    if (span instanceof Span && span.to && span.to > begins) begins = span.to;
  pauses.insert({ id, dossier_id: dossierId, kind, span: new Span(begins, null) });
  return { rows: [], count: 1 };
}

function setDues(memory: Memory, params: Params): Answer {
  const [ids, dues, escalations] = params as [string[], unknown[], unknown[]];
  const tasks = tableOf(memory, 'work.task');
  for (const [i, id] of ids.entries())
    for (const task of tasks.by('id', id))
      if (task.state === 'open' || task.state === 'suspended')
        tasks.update(task, { due_at: dues[i] ?? null, escalate_at: escalations[i] ?? null });
  return { rows: [], count: ids.length };
}

/** What a result is drawn from beside the dossier itself: files, supplements asked for, that it was proposed, and results that it may rest on. */
function contents(memory: Memory, [ids, agencies, refusal]: Params): Answer {
  const isRefusal = ({ ref }: Row): boolean => String(ref).startsWith(String(refusal));
  const isOpen = ({ state }: Row): boolean => state === 'open' || state === 'suspended';
  const isSigning = ({ state, permission, agency_id }: Row, agency: unknown): boolean =>
    permission === 'dossier.sign' && agency_id === agency && state !== 'cancelled';
  const list = (lines: string[]): string | null => lines.sort().join(',') || null;
  const rows = (ids as string[]).map((id, i) => {
    const tasks = [...tableOf(memory, 'work.task').by('subject_id', id)];
    const of = (table: string) => [...tableOf(memory, table).by('dossier_id', id)];
    return {
      id,
      papers: list(of('cases.paper').map(p => `${p.id} ${p.replaced_by ?? ''}`)),
      asked: of('cases.supplement_request').length,
      corrected: 0,
      refusals: list(tasks.filter(task => isRefusal(task) && isOpen(task)).map(task => String(task.id))),
      signings: list(
        tasks
          .filter(task => !isRefusal(task) && isSigning(task, (agencies as string[])[i]))
          .map(task => `${task.id} ${task.element_id}`),
      ),
      results: list(
        of('cases.result')
          .filter(result => result.status !== 'replaced')
          .map(result => `${result.id} ${result.kind}`),
      ),
    };
  });
  return { rows, count: rows.length };
}

/** Statements that are more than one table's, each known by what only it says. Whatever else there is throws (readStatement). */
export const ODD: readonly Odd[] = [
  { fits: sql => sql.includes('FROM ledger.append('), run: append },
  { fits: sql => sql.includes('INSERT INTO numbering.book'), run: nextNumber },
  { fits: sql => sql.includes('INSERT INTO payments.journal_line'), run: journalLines },
  { fits: sql => sql.includes('INSERT INTO cases.pause'), run: beginPause },
  { fits: sql => sql.includes('UPDATE work.task t SET due_at'), run: setDues },
  { fits: sql => sql.includes("jsonb_build_object(\n  'process'"), run: dossierImage },
  { fits: sql => sql.includes("jsonb_build_object('id', id, 'state'"), run: openTaskImages },
  { fits: sql => sql.includes('SELECT given_at FROM work.hand_out_turn'), run: standings },
  { fits: sql => sql.includes('INSERT INTO work.hand_out_turn'), run: addTurns },
  { fits: sql => sql.includes('FROM work.hand_out_turn h') && sql.includes('SKIP LOCKED'), run: firstTurn },
  { fits: sql => sql.includes('UPDATE work.hand_out_turn'), run: takeTurn },
  {
    fits: sql => sql.includes('SELECT jobs.enqueue('),
    run: ({ jobs }, params) => {
      jobs.push(params);
      return none;
    },
  },
  { fits: sql => sql.includes('FROM cases.paper p') && sql.includes('AS corrected'), run: contents },
  // Nothing is done about a result while its dossier is in memory: the table is not among its own.
  { fits: sql => sql.includes('FROM cases.result_act a'), run: () => none },
];

/** Parts of a statement that are left out or said in another way, because memory has them already. */
export const inOneTable = (sql: string): string =>
  sql.replace('JOIN payments.standing s ON s.obligation_id = o.id', '');
