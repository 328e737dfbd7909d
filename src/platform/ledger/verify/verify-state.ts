import type { Db, Queryable } from '#platform/db';
import { canonical } from '../canonical.ts';
import { PERSONAL, toEntry } from '../entries.ts';
import { type Entry, NOT_TOLD, type StateCheck } from '../types.ts';
import type { OnProgress } from './verify-export.ts';

export type StateProblem = {
  check: string;
  key: string;
  /** The row was edited; it is gone; no entry accounts for it; or an entry of it is no entry any more, so nothing can be said. */
  code: 'edited' | 'missing' | 'unfounded' | 'unreadable';
  /** The facts that differ, as the entries state them and as the table holds them. */
  fields: Array<{ name: string; entries: unknown; table: unknown }>;
};

type State = Record<string, unknown>;
const PAGE = 1_000;

async function* actualStates(q: Queryable, check: StateCheck): AsyncGenerator<{ key: string; state: State }> {
  let after: string | null = null;
  for (;;) {
    const rows: Array<{ key: string; state: State }> = await check.actual(q, after, PAGE);
    for (const row of rows) {
      if (after !== null && row.key <= after)
        throw new Error(`ledger: state check ${check.id} does not give its keys in order (COLLATE "C")`);
      after = row.key;
      yield row;
    }
    if (rows.length < PAGE) return;
  }
}

type Row = {
  subject: string;
  version: number;
  position: number | null;
  bytes: Buffer;
  personal: State | null;
};

/** What a row states; undefined where its bytes were changed so that they state nothing. `verify` names that entry. */
function readEntry(row: Row): Entry | undefined {
  try {
    return toEntry({ ...row, position: row.position ?? -1 });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Expected = { key: string; state: State; unreadable: boolean };

async function* expectedStates(
  q: Queryable,
  check: StateCheck,
  read: (entries: number) => void,
): AsyncGenerator<Expected> {
  let subject = '';
  let version = 0;
  let state: State | undefined;
  let unreadable = false;
  const told = (folded: State | undefined): Expected[] => {
    if (unreadable) return [{ key: subject, state: {}, unreadable }];
    return folded ? [{ key: subject, state: check.told?.(folded) ?? folded, unreadable }] : [];
  };
  for (;;) {
    const rows: Row[] = await q.query<Row>(
      `SELECT v.subject, v.version, p.position, e.bytes, ${PERSONAL}
         FROM ledger.version v JOIN ledger.entry e ON e.id = v.entry LEFT JOIN ledger.position p ON p.entry = e.id
        WHERE (v.subject, v.version) > ($1, $2) AND e.kind = ANY ($3) ORDER BY v.subject, v.version LIMIT ${PAGE}`,
      [subject, version, check.kinds],
    );
    for (const row of rows) {
      if (row.subject !== subject) {
        yield* told(state);
        state = undefined;
        unreadable = false;
      }
      ({ subject, version } = row);
      if (unreadable) continue;
      const entry = readEntry(row);
      if (entry) state = check.fold(state, entry);
      else unreadable = true;
    }
    read(rows.length);
    if (rows.length < PAGE) {
      yield* told(state);
      return;
    }
  }
}

function differences(entries: State, table: State): StateProblem['fields'] {
  const names = [...new Set([...Object.keys(entries), ...Object.keys(table)])].sort();
  return names
    .filter(
      name =>
        entries[name] !== NOT_TOLD && canonical(entries[name] ?? null) !== canonical(table[name] ?? null),
    )
    .map(name => ({ name, entries: entries[name] ?? null, table: table[name] ?? null }));
}

// An entry counts once for each check that reads it.
async function entriesOf(q: Queryable, checks: readonly StateCheck[]): Promise<number> {
  const kinds = await q.query<{ kind: string; count: number }>(
    'SELECT kind, count(*)::int AS count FROM ledger.entry GROUP BY kind',
  );
  const counts = new Map(kinds.map(k => [k.kind, k.count]));
  return checks.flatMap(c => c.kinds).reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
}

/**
 * Compares the state that matters with what the entries say it must be, both ways, in one snapshot: rows edited, rows gone,
 * rows without an entry, each named. Constant memory. Entries not yet sealed count too: act and entry commit together.
 */
export function verifyState(
  db: Db,
  checks: readonly StateCheck[],
  onProgress?: OnProgress,
): Promise<StateProblem[]> {
  return db.tx(
    async tx => {
      const problems: StateProblem[] = [];
      let done = 0;
      const total = onProgress ? await entriesOf(tx, checks) : 0;
      const read = (entries: number) => {
        done += entries;
        onProgress?.(done, total);
      };
      for (const check of checks) {
        const expected = expectedStates(tx, check, read);
        const actual = actualStates(tx, check);
        let [e, a] = [await expected.next(), await actual.next()];
        const found = (key: string, code: StateProblem['code'], fields: StateProblem['fields']) =>
          problems.push({ check: check.id, key, code, fields });
        while (!e.done || !a.done) {
          if (!e.done && (a.done || e.value.key < a.value.key)) {
            const { key, unreadable, state } = e.value;
            found(key, unreadable ? 'unreadable' : 'missing', differences(state, {}));
            e = await expected.next();
          } else if (!a.done && (e.done || a.value.key < e.value.key)) {
            found(a.value.key, 'unfounded', differences({}, a.value.state));
            a = await actual.next();
          } else if (!e.done && !a.done) {
            const { key, unreadable, state } = e.value;
            const fields = unreadable ? [] : differences(state, a.value.state);
            if (unreadable) found(key, 'unreadable', []);
            else if (fields.length) found(key, 'edited', fields);
            [e, a] = [await expected.next(), await actual.next()];
          }
        }
      }
      return problems;
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}
