import type { Socket } from 'node:net';
import type pg from 'pg';
import type { PoolClient } from 'pg';
import type { Runner } from './queryable.ts';
import { Statement } from './statement.ts';

const socketOf = (client: PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** Ends a connection at once: by itself it would wait for the answers that are still to come. */
export function cut(client: PoolClient): void {
  client.end().catch(() => undefined);
  socketOf(client).destroy();
}

/** Sends a statement on a connection of its own. */
const ask = (client: PoolClient, config: pg.QueryConfig): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    client.query(
      new Statement(config, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      }) as unknown as pg.Submittable,
    );
  });

/**
 * A client as it is lent for a while: what is sent to it without waiting in between goes out in one write. What comes after `giveBack`
 * is refused: by then it may be somebody else's.
 */
export function lend(client: PoolClient): { runner: Runner; giveBack(): void } {
  const socket = socketOf(client);
  let back = false;
  return {
    runner: {
      query: async config => {
        if (back) throw new Error('a statement came after the end of its transaction');
        socket.cork();
        queueMicrotask(() => socket.uncork());
        return ask(client, config);
      },
    },
    giveBack: () => {
      back = true;
    },
  };
}
