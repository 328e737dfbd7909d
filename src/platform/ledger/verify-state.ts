import type { Db, Queryable } from '#platform/db';
import { canonical } from './canonical.ts';
import { PERSONAL, toEntry } from './entries.ts';
import { type Entry, NOT_TOLD, type StateCheck } from './types.ts';

export type StateProblem = {
  check: string;
  key: string;
  /** The row was edited; it is gone; or no entry accounts for it. */
  code: 'edited' | 'missing' | 'unfounded';
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

async function* expectedStates(
  q: Queryable,
  check: StateCheck,
): AsyncGenerator<{ key: string; state: State }> {
  let subject = '';
  let version = 0;
  let state: State | undefined;
  const told = (folded: State) => ({ key: subject, state: check.told?.(folded) ?? folded });
  for (;;) {
    const rows: Row[] = await q.query<Row>(
      `SELECT v.subject, v.version, p.position, e.bytes, ${PERSONAL}
         FROM ledger.version v JOIN ledger.entry e ON e.id = v.entry LEFT JOIN ledger.position p ON p.entry = e.id
        WHERE (v.subject, v.version) > ($1, $2) AND e.kind = ANY ($3) ORDER BY v.subject, v.version LIMIT ${PAGE}`,
      [subject, version, check.kinds],
    );
    for (const row of rows) {
      if (row.subject !== subject) {
        if (state) yield told(state);
        state = undefined;
      }
      ({ subject, version } = row);
      state = check.fold(state, toEntry({ ...row, position: row.position ?? -1 }) as Entry);
    }
    if (rows.length < PAGE) {
      if (state) yield told(state);
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

/**
 * Compares the state that matters with what the entries say it must be, both ways, in one snapshot: rows edited, rows gone,
 * rows without an entry, each named. Constant memory. Entries not yet sealed count too: act and entry commit together.
 */
export function verifyState(db: Db, checks: readonly StateCheck[]): Promise<StateProblem[]> {
  return db.tx(
    async tx => {
      const problems: StateProblem[] = [];
      for (const check of checks) {
        const expected = expectedStates(tx, check);
        const actual = actualStates(tx, check);
        let [e, a] = [await expected.next(), await actual.next()];
        while (!e.done || !a.done) {
          if (!e.done && (a.done || e.value.key < a.value.key)) {
            problems.push({
              check: check.id,
              key: e.value.key,
              code: 'missing',
              fields: differences(e.value.state, {}),
            });
            e = await expected.next();
          } else if (!a.done && (e.done || a.value.key < e.value.key)) {
            problems.push({
              check: check.id,
              key: a.value.key,
              code: 'unfounded',
              fields: differences({}, a.value.state),
            });
            a = await actual.next();
          } else if (!e.done && !a.done) {
            const fields = differences(e.value.state, a.value.state);
            if (fields.length) problems.push({ check: check.id, key: a.value.key, code: 'edited', fields });
            [e, a] = [await expected.next(), await actual.next()];
          }
        }
      }
      return problems;
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}
