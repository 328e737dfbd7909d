import type { Tx } from '#platform/db';
import { endTaskOf } from './end-task.ts';
import type { Memo } from './memo.ts';
import { type Memory, tableOf } from './memory.ts';
import { inOneTable, ODD } from './odd.ts';
import { type Answer, runStatement } from './run-statement.ts';
import { readStatements } from './statement.ts';

type Work = (params: readonly unknown[]) => Answer | Promise<Answer>;

const TABLE = /\b([a-z_]+\.[a-z_]+)\b/g;

/** Whether a statement touches what stands in memory. */
const touches = (memory: Memory, sql: string): boolean =>
  (sql.match(TABLE) ?? []).some(name => memory.tables.has(name));

const writes = (sql: string): boolean => /^\s*(?:INSERT|UPDATE|DELETE)\b/i.test(sql);

/**
 * A transaction of the engines that takes place in memory: their own statements, read once and done on rows that stand here.
 * What only describes the province is read from the database (`memo`). A statement that it does not understand throws, naming it.
 */
export function memoryTx(memory: Memory, memo: Memo): Tx {
  const known = new Map<string, Work>();
  const workOf = (sql: string): Work => {
    const odd = ODD.find(o => o.fits(sql));
    if (odd) return params => odd.run(memory, params);
    const ending = endTaskOf(sql);
    if (ending) return params => ending(memory, params);
    if (!touches(memory, sql)) {
      if (writes(sql)) throw new Error(`simulation: writes what does not stand in memory: ${sql}`);
      return async params => {
        const rows = await memo(sql, params);
        return { rows, count: rows.length };
      };
    }
    const parts = readStatements(inOneTable(sql)).map(s => [tableOf(memory, s.table), s] as const);
    return params => parts.map(([table, s]) => runStatement(table, s, params)).at(-1) as Answer;
  };
  const answer = (sql: string, params: readonly unknown[] = []): Answer | Promise<Answer> => {
    let work = known.get(sql);
    if (!work) {
      work = workOf(sql);
      known.set(sql, work);
    }
    return work(params);
  };
  const only = (rows: object[], sql: string) => {
    if (rows.length > 1) throw new Error(`more than one row from: ${sql.slice(0, 120)}`);
    return rows[0];
  };
  return {
    kind: 'tx',
    query: async (sql, params) => (await answer(sql, params)).rows as never,
    one: async (sql, params) => {
      const row = only((await answer(sql, params)).rows, sql);
      if (!row) throw new Error(`no row from: ${sql.slice(0, 120)}`);
      return row as never;
    },
    maybe: async (sql, params) => only((await answer(sql, params)).rows, sql) as never,
    run: async (sql, params) => (await answer(sql, params)).count,
    // Nothing here is undone: a fault ends the whole run, and nothing of it is written.
    savepoint: work => work(),
    afterCommit: () => {},
    get client(): never {
      throw new Error('simulation: no connection in memory');
    },
  };
}
