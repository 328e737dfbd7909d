import { localInstant } from '#platform/clock';
import { newId, type Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import { paymentsService } from '../deps.ts';
import type { BankAccount } from '../types.ts';
import { accountsSince } from './accounts.ts';
import { bankService } from './port.ts';
import { takeIn } from './take-in.ts';

const DAY_MS = 86_400_000;
/** Banks book back: each comparison goes three days behind the last. */
const OVERLAP_MS = 3 * DAY_MS;
/** Money may come into an account some time after it was given up. */
const AFTER_END_MS = 30 * DAY_MS;

export type Reconciliation = {
  bankAccountId: string;
  since: Date;
  until: Date;
  ranAt: Date;
  /** Transactions in the statement, and of them those that nobody had told us of. */
  seen: number;
  found: number;
  error: string | null;
};

async function sinceFor(env: Env, account: BankAccount): Promise<Date> {
  const last = await env.db.maybe<{ until: Date }>(
    `SELECT until FROM payments.reconciliation WHERE bank_account_id = $1 AND error IS NULL ORDER BY id DESC LIMIT 1`,
    [account.id],
  );
  const start = localInstant(account.from).getTime();
  return new Date(Math.max(start, (last?.until.getTime() ?? 0) - OVERLAP_MS));
}

/**
 * Compares one account with the bank's statement: what nobody had told us of is taken in, what we were told is borne out. Each
 * transaction in its own database transaction, so that a statement that breaks off keeps what it brought.
 */
export async function reconcileAccount(env: Env, account: BankAccount): Promise<Reconciliation> {
  const { port } = env.get(bankService);
  const until = env.clock.now();
  const run: Reconciliation = {
    bankAccountId: account.id,
    since: await sinceFor(env, account),
    until,
    ranAt: until,
    seen: 0,
    found: 0,
    error: null,
  };
  try {
    for await (const t of port?.statement(account, run.since, until) ?? []) {
      const { fresh } = await env.db.tx(tx =>
        takeIn(tx, env.get(paymentsService), account, t, 'statement', env.clock.now()),
      );
      run.seen++;
      if (fresh) run.found++;
    }
  } catch (error) {
    run.error = (error as Error).message.slice(0, 200);
    env.log.warn({ err: error, account: account.id }, 'the bank’s statement could not be read');
  }
  await env.db.run(
    `INSERT INTO payments.reconciliation (id, bank_account_id, since, until, ran_at, seen, found, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), account.id, run.since, run.until, run.ranAt, run.seen, run.found, run.error],
  );
  return run;
}

/** Compares all accounts with the bank's statements. Bears repetition. Nothing where no bank is connected. */
export async function reconcile(env: Env): Promise<Reconciliation[]> {
  if (!env.get(bankService).port) return [];
  const since = new Date(env.clock.now().getTime() - AFTER_END_MS).toISOString().slice(0, 10);
  const runs: Reconciliation[] = [];
  for (const account of await accountsSince(env.db, since)) runs.push(await reconcileAccount(env, account));
  return runs;
}

/** The last comparison of each account, by its id. */
export async function lastReconciliations(
  q: Queryable,
  bankAccountIds: readonly string[],
): Promise<Map<string, Reconciliation>> {
  const rows = await q.query<Reconciliation>(
    `SELECT last.* FROM unnest($1::uuid[]) AS a (id) CROSS JOIN LATERAL (
       SELECT bank_account_id AS "bankAccountId", since, until, ran_at AS "ranAt", seen, found, error
       FROM payments.reconciliation r WHERE r.bank_account_id = a.id ORDER BY r.id DESC LIMIT 1) last`,
    [bankAccountIds],
  );
  return new Map(rows.map(r => [r.bankAccountId, r]));
}

/** Accounts whose last comparison failed: how many, since when, and how one of them did. */
export const failedReconciliations = (
  q: Queryable,
): Promise<{ n: number; since: Date | null; error: string | null }> =>
  q.one<{ n: number; since: Date | null; error: string | null }>(
    // One look into the index for each account: the table has a row for each of them every half hour.
    `SELECT count(*)::int AS n, min(ran_at) AS since, min(error) AS error FROM payments.bank_account a CROSS JOIN LATERAL (
       SELECT ran_at, error FROM payments.reconciliation r WHERE r.bank_account_id = a.id ORDER BY id DESC LIMIT 1) last
     WHERE error IS NOT NULL`,
  );
