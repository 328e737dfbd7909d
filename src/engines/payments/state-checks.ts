import type { Queryable } from '#platform/db';
import type { StateCheck } from '#platform/ledger';
import { entries } from './entries.ts';

const STANDING = ['amount', 'state', 'outstanding', 'overpaid', 'held', 'owedBack'] as const;
const RECEIPT = ['amount', 'day', 'cancelled'] as const;

const pick = (body: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, body[name] ?? null]));

const stating = (names: readonly string[]): string[] =>
  entries
    .filter(e => names.every(name => name in (e.body as { properties: object }).properties))
    .map(e => e.kind);

/** A check of rows whose every entry states the whole state. */
const restated = (id: string, names: readonly string[], kinds: string[], sql: string): StateCheck => ({
  id,
  kinds,
  actual: async (q: Queryable, after, limit) => {
    const rows = await q.query<Record<string, unknown> & { key: string }>(sql, [after, limit]);
    return rows.map(({ key, ...row }) => ({ key, state: pick(row, names) }));
  },
  fold: (_before, entry) => pick(entry.body, names),
});

/** Amounts, sums and states as the journal and the tables hold them, and as the entries say: no đồng moves unseen. */
export const stateChecks: readonly StateCheck[] = [
  restated(
    'payments.obligation',
    STANDING,
    stating(STANDING),
    `SELECT 'obligation:' || o.id AS key, o.amount, o.state, s.outstanding, s.overpaid, s.held, s.owed_back AS "owedBack"
     FROM payments.obligation o CROSS JOIN LATERAL (
       SELECT
         coalesce(sum(l.amount) FILTER (WHERE l.account = 'receivable'), 0)::bigint AS outstanding,
         -coalesce(sum(l.amount) FILTER (WHERE l.account = 'overpaid'), 0)::bigint AS overpaid,
         coalesce(sum(l.amount) FILTER (WHERE l.account IN ('cash', 'bank')), 0)::bigint AS held,
         -coalesce(sum(l.amount) FILTER (WHERE l.account = 'refundable'), 0)::bigint AS owed_back
       FROM payments.journal_line l WHERE l.obligation_id = o.id) s
     WHERE $1::text IS NULL OR o.id > substr($1, 12)::uuid ORDER BY o.id LIMIT $2`,
  ),
  restated(
    'payments.receipt',
    RECEIPT,
    stating(RECEIPT),
    `SELECT 'cash-receipt:' || r.id AS key, r.amount, r.day, r.cancelled_at IS NOT NULL AS cancelled
     FROM payments.receipt r WHERE $1::text IS NULL OR r.id > substr($1, 14)::uuid ORDER BY r.id LIMIT $2`,
  ),
];
