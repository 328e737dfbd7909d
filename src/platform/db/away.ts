import pg from 'pg';
import { Unavailable } from '#platform/errors';

// What PostgreSQL or the socket says when the server is not there, and no more work can be done before it returns.
const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);

/** The error as the program knows it: UNAVAILABLE where no more work can be done before the server returns, else as it is. */
export function translate(error: unknown): unknown {
  const e = error as { code?: string; message?: string };
  if (
    (e?.code && AWAY.has(e.code)) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(e?.message ?? '')
  ) {
    return Object.assign(Unavailable(), { cause: error });
  }
  return error;
}

const PING_MS = 2_500;

/** Resolves when a server answers on a new connection, were it with a refusal. */
export async function ping(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PING_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // 57P0x: it is stopping or starting. Any other state, even “too many connections”, comes from a server at work.
    const { code = '' } = error as { code?: string };
    if (!/^[0-9A-Z]{5}$/.test(code) || code.startsWith('57P')) throw error;
  } finally {
    client.end().catch(() => undefined);
  }
}
