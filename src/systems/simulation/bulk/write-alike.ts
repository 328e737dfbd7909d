import type { Queryable } from '#platform/db';
import { copyRows } from './copy-rows.ts';
import { CODE, markerOf, NUMBER, numberMark, OWN } from './marks.ts';
import type { Memory, NewEntry, Personal } from './memory.ts';
import { tableOf } from './memory.ts';
import { OWNED } from './owned.ts';
import { ENTRY, ENTRY_OF_EPOCH, JOB, PERSONAL, VERSION } from './sheets.ts';
import type { Column, Table } from './tables.ts';
import { asText } from './values.ts';

type Marker = ReturnType<typeof markerOf>;
type Cells = Array<string | null>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What the rows of one dossier are marked by, and its own part of what waits. */
type Family = { id: string; entries: NewEntry[]; personal: Personal[]; jobs: Array<readonly unknown[]> };

/** Takes out of a list what speaks of one of the families, and gives it to that family. */
function takeOut<T>(list: T[], textOf: (item: T) => string, give: (item: T) => boolean): void {
  const kept = list.filter(item => !((textOf(item).match(UUID) ?? []).length > 0 && give(item)));
  list.length = 0;
  for (const item of kept) list.push(item);
}

/** Shares out what waits among the dossiers that are written now; what is of no dossier, or of one still on its way, stays. */
function familiesOf(
  memory: Memory,
  ids: readonly string[],
): { families: Family[]; owners: Map<string, Family> } {
  const families = ids.map((id): Family => ({ id, entries: [], personal: [], jobs: [] }));
  const owners = new Map(families.map(f => [f.id, f]));
  for (const { table, owner } of OWNED)
    for (const family of families)
      for (const row of tableOf(memory, table).by(owner, family.id))
        if (typeof row.id === 'string') owners.set(row.id, family);
  const familyIn = (text: string): Family | undefined => {
    for (const id of text.match(UUID) ?? []) if (owners.has(id)) return owners.get(id);
    return undefined;
  };
  takeOut(
    memory.entries,
    e => e.subject,
    entry => {
      const family = familyIn(entry.subject);
      if (!family) return false;
      family.entries.push(entry);
      owners.set(entry.id, family);
      return true;
    },
  );
  takeOut(
    memory.personal,
    p => p.entry,
    said => Boolean(owners.get(said.entry)?.personal.push(said)),
  );
  const jobText = (job: readonly unknown[]) => `${job[1]} ${job[3] ?? ''}`;
  takeOut(memory.jobs, jobText, job => Boolean(familyIn(jobText(job))?.jobs.push(job)));
  return { families, owners };
}

/** How each family's texts are marked. */
function marksOf(
  memory: Memory,
  families: readonly Family[],
  owners: Map<string, Family>,
): Map<Family, Marker> {
  const own = new Map(families.map(f => [f, new Set<string>()]));
  for (const [id, family] of owners) own.get(family)?.add(id);
  const column = (table: string, name: string, { id }: Family, owner = 'dossier_id') =>
    [...tableOf(memory, table).by(owner, id)].map(row => String(row[name]));
  return new Map(
    families.map(family => {
      const results = column('cases.result_number', 'number', family);
      const numbers = [
        ...column('cases.supplement_request', 'number', family),
        ...column('cases.apology', 'number', family),
        ...column('payments.receipt', 'number', family, 'subject_id'),
        // A refusal has its number in its entry alone.
        ...family.entries.map(e => /"number":"([^"]*)"/.exec(e.bytes.toString())?.[1] ?? ''),
      ];
      const [code = ''] = column('cases.dossier', 'code', family, 'id');
      const ids = own.get(family) ?? new Set();
      return [family, markerOf(memory, { ids, code, texts: [...results, ...numbers], results })];
    }),
  );
}

const MARKS = [OWN, CODE, NUMBER];

/** The sheet of one table: its rows as texts, marked; and with which marks each column is. */
function sheet(columns: readonly Column[], keys: readonly string[] = []) {
  const rows: Cells[] = [];
  const codes: number[] = [];
  const marked = new Map<string, Set<string>>();
  return {
    add(codeFirst: number, cells: Cells): void {
      for (const [i, cell] of cells.entries())
        for (const mark of MARKS)
          if (cell?.includes(mark)) {
            const name = columns[i]?.name ?? '';
            marked.set(name, (marked.get(name) ?? new Set()).add(mark));
          }
      rows.push(cells);
      codes.push(codeFirst);
    },
    put: (q: Queryable, table: string, from: number, to: number) =>
      copyRows(q, table, columns, rows, {
        ...{ from, to, codes, marked },
        key: keys.length === 1 ? keys[0] : undefined,
      }),
  };
}

type Sheets = Array<readonly [table: string, sheet: ReturnType<typeof sheet>]>;

function entrySheets({ unasked, epoch }: Memory, marks: Map<Family, Marker>): Sheets {
  const [versions, secrets] = [sheet(VERSION), sheet(PERSONAL)];
  const entries = sheet(unasked ? ENTRY_OF_EPOCH : ENTRY);
  for (const [{ entries: said, personal }, { mark, codeFirst }] of marks) {
    for (const { id, subject, version, kind, bytes } of said) {
      versions.add(codeFirst, [mark(subject), String(version), mark(id)]);
      const entry = [mark(id), mark(subject), String(version), kind, mark(bytes.toString())];
      entries.add(codeFirst, unasked ? [...entry, String(epoch)] : entry);
    }
    for (const { entry, field, salt, value } of personal) {
      // The entry holds a digest of it, which is the same for all.
      if (mark(value) !== value)
        throw new Error(`simulation: what is personal has something of its dossier: ${field}`);
      secrets.add(codeFirst, [mark(entry), field, asText(salt), value]);
    }
  }
  return [
    ['ledger.version', versions],
    ['ledger.entry', entries],
    ['ledger.personal', secrets],
  ];
}

function tableSheet({ alike }: Memory, table: Table, owner: string, marks: Map<Family, Marker>) {
  const rows = [...marks].flatMap(([family, marker]) =>
    [...table.by(owner, family.id)].map(row => [row, marker] as const),
  );
  // What the database works out itself (the moment of writing) no row has.
  const columns = table.columns.filter(({ name }) => rows.some(([row]) => row[name] !== undefined));
  const texts = sheet(columns, table.keys);
  for (const [row, { mark, codeFirst }] of rows)
    texts.add(
      codeFirst,
      columns.map(({ name }) => {
        if (table.name === 'simulation.dossier' && name === 'n')
          return numberMark((Number(row.n) - 1) * alike + 1);
        const text = asText(row[name]);
        return text === null ? null : mark(text);
      }),
    );
  for (const [row] of rows) table.delete(row);
  return [table.name, texts] as const;
}

function takeJobs(marks: Map<Family, Marker>): Cells[] {
  return [...marks].flatMap(([{ jobs }, { mark }]) =>
    jobs.map(job =>
      job.map(value => {
        const text = asText(value);
        return text === null ? null : mark(text);
      }),
    ),
  );
}

async function writeJobs(q: Queryable, alike: number, rows: readonly Cells[]): Promise<void> {
  if (!rows.length) return;
  const lists = JOB.map((_, i) => rows.map(row => row[i] ?? null));
  // Ids are all that a job has of its dossier.
  await q.query(
    `SELECT jobs.enqueue(${JOB.map((type, i) => `replace(c${i}, E'\\x01', lpad(to_hex(k), 4, '0'))::${type}`).join(', ')})
     FROM unnest(${JOB.map((_, i) => `$${i + 1}::text[]`).join(', ')}) WITH ORDINALITY AS r (c0, c1, c2, c3, c4, n)
       CROSS JOIN generate_series(0, $6::int - 1) AS k ORDER BY k, n`,
    [...lists, alike],
  );
}

/**
 * Takes the dossiers named out of memory, with everything that belongs to them. Returns what writes them, each as often as there are
 * alike. Copying is the database's: over the connection goes each row once.
 *
 * The first of the alike are judged by every rule. On a connection of a superuser the others are not asked again whether the same
 * agencies, posts and procedures are there: keys, indexes and the rules of a row alone hold for them as ever.
 */
export function takeAlike(memory: Memory, ids: readonly string[]): (q: Queryable) => Promise<void> {
  const { alike, unasked } = memory;
  const { families, owners } = familiesOf(memory, ids);
  const marks = marksOf(memory, families, owners);
  const sheets: Sheets = [
    ...entrySheets(memory, marks),
    ...OWNED.map(({ table, owner }) => tableSheet(memory, tableOf(memory, table), owner, marks)),
  ];
  const jobs = takeJobs(marks);
  return async q => {
    for (const [table, rows] of sheets) await rows.put(q, table, 0, 1);
    // Sent in one go: whatever else is asked meanwhile comes before or after, where all rules hold.
    await Promise.all([
      unasked && q.query('SET LOCAL session_replication_role = replica'),
      ...sheets.map(([table, rows]) => rows.put(q, table, 1, alike)),
      unasked && q.query('SET LOCAL session_replication_role = origin'),
    ]);
    await writeJobs(q, alike, jobs);
  };
}
