import { createHash } from 'node:crypto';
import type pg from 'pg';
import { Unavailable } from '#platform/errors';
import { translate } from './away.ts';
import type { Queryable } from './types.ts';
import type { Watch } from './watch.ts';

// A text of SQL is its own name: each connection parses and plans a statement once (measured 1.2 × plain).
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    if (names.size > 2_000) names.clear();
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

/** What sends a statement: a connection, for as long as it is lent. */
export type Runner = { query(config: pg.QueryConfig): Promise<pg.QueryResult> };

/**
 * The ways to ask through `runner`. Throws UNAVAILABLE without sending anything while `watch` knows that the server is away.
 */
export function queryable(runner: Runner, watch: Watch): Queryable {
  const send = async (text: string, values: readonly unknown[] = []) => {
    if (watch.away) throw Unavailable();
    const answered = watch.sent();
    try {
      // Without values a text may hold several statements, which cannot be prepared.
      return await runner.query(
        values.length ? { name: nameOf(text), text, values: values as unknown[] } : { text },
      );
    } catch (error) {
      // Where it came from is whoever sent the statement, not the socket on which the answer came.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw translate(error);
    } finally {
      answered();
    }
  };
  const only = (rows: object[], text: string) => {
    if (rows.length > 1) throw new Error(`more than one row from: ${text.slice(0, 120)}`);
    return rows[0];
  };
  return {
    query: async (text, values) => (await send(text, values)).rows,
    one: async (text, values) => {
      const row = only((await send(text, values)).rows, text);
      if (!row) throw new Error(`no row from: ${text.slice(0, 120)}`);
      return row as never;
    },
    maybe: async (text, values) => only((await send(text, values)).rows, text) as never,
    run: async (text, values) => (await send(text, values)).rowCount ?? 0,
  };
}
