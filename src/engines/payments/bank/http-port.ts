import type { Clock } from '#platform/clock';
import { call } from '#platform/outgoing';
import type { BankAccount } from '../types.ts';
import { signed } from './signature.ts';
import { type BankTransaction, readStatement, type StatementPage } from './transaction.ts';

/** A page of a statement; a transaction takes some 300 bytes. */
const MOST_BYTES = 8_000_000;
/** A statement that never ends is none. */
const MOST_PAGES = 1000;

/**
 * A bank over HTTP: `GET URL/statement?bin=…&number=…&from=…&to=…` answers a page of transactions as JSON (`statementSchema`), `after` gets
 * the next. The request is signed like the bank's notices, over path and query. A bank that differs gets its own adapter.
 */
export function httpBank(url: string, secret: Buffer, clock: Clock) {
  const page = async (query: URLSearchParams): Promise<StatementPage> => {
    const address = new URL(`${url}/statement?${query}`);
    const { status, ok, body } = await call(address.href, {
      headers: signed(secret, `${address.pathname}${address.search}`, clock.now()),
      mostBytes: MOST_BYTES,
    });
    if (!ok) throw new Error(`the bank answered ${status}`);
    const read = readStatement(JSON.parse(body.toString('utf8')));
    if (!read) throw new Error('the bank answered no statement');
    return read;
  };
  return {
    async *statement(
      { bin, number }: Pick<BankAccount, 'bin' | 'number'>,
      since: Date,
      until: Date,
    ): AsyncIterable<BankTransaction> {
      const query = new URLSearchParams({
        bin,
        number,
        from: since.toISOString(),
        to: until.toISOString(),
      });
      for (let n = 0; n < MOST_PAGES; n++) {
        const { transactions, next } = await page(query);
        yield* transactions;
        if (next === null) return;
        query.set('after', next);
      }
      throw new Error(`the bank’s statement has more than ${MOST_PAGES} pages`);
    },
  };
}
