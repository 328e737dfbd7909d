import type { Queryable } from '#platform/db';
import { type Entry, NOT_TOLD, type StateCheck } from '#platform/ledger';
import { entries } from './entries.ts';

const STANDING = ['amount', 'state', 'outstanding', 'overpaid', 'held', 'owedBack'] as const;
const RECEIPT = ['amount', 'day', 'cancelled'] as const;

const pick = (body: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, body[name] ?? null]));

const starting = (...beginnings: string[]): string[] =>
  entries.map(e => e.kind).filter(kind => beginnings.some(b => kind.startsWith(`payment.${b}`)));

// An obligation's entries are those that state how it stands.
const ofObligations = entries
  .filter(e => STANDING.every(name => name in (e.body as { properties: object }).properties))
  .map(e => e.kind);

type Facts = Record<string, unknown>;

/** A check of rows whose every entry states the whole state; `more`: what only some entries state, and else stays as it was. */
const restated = (
  id: string,
  names: readonly string[],
  kinds: string[],
  sql: string,
  more: Readonly<Record<string, (before: unknown, entry: Entry) => unknown>> = {},
): StateCheck => ({
  id,
  kinds,
  actual: async (q: Queryable, after, limit) => {
    const rows = await q.query<Facts & { key: string }>(sql, [after, limit]);
    return rows.map(({ key, ...row }) => ({ key, state: pick(row, [...names, ...Object.keys(more)]) }));
  },
  fold: (before, entry) => ({
    ...pick(entry.body, names),
    ...Object.fromEntries(Object.entries(more).map(([name, told]) => [name, told(before?.[name], entry)])),
  }),
});

const NAMES_PAYER = new Set(['payment.raised', 'payment.payer-corrected']);

/** Amounts, sums, states and who is to pay as the journal and the tables hold them, and as the entries say: no đồng moves unseen. */
export const stateChecks: readonly StateCheck[] = [
  restated(
    'payments.obligation',
    STANDING,
    ofObligations,
    `SELECT 'obligation:' || o.id AS key, o.amount, o.state, o.payer, o.quantity, s.outstanding, s.overpaid, s.held, s.owed_back AS "owedBack"
     FROM payments.obligation o CROSS JOIN LATERAL (
       SELECT
         coalesce(sum(l.amount) FILTER (WHERE l.account = 'receivable'), 0)::bigint AS outstanding,
         -coalesce(sum(l.amount) FILTER (WHERE l.account = 'overpaid'), 0)::bigint AS overpaid,
         coalesce(sum(l.amount) FILTER (WHERE l.account IN ('cash', 'bank')), 0)::bigint AS held,
         -coalesce(sum(l.amount) FILTER (WHERE l.account = 'refundable'), 0)::bigint AS owed_back
       FROM payments.journal_line l WHERE l.obligation_id = o.id) s
     WHERE $1::text IS NULL OR o.id > substr($1, 12)::uuid ORDER BY o.id LIMIT $2`,
    {
      payer: (was, { kind, personal }) => (NAMES_PAYER.has(kind) ? (personal.payer ?? NOT_TOLD) : was),
      quantity: (was, { kind, body }) => (kind === 'payment.raised' ? (body.quantity ?? 1) : was),
    },
  ),
  restated(
    'payments.receipt',
    RECEIPT,
    starting('receipt-'),
    `SELECT 'cash-receipt:' || r.id AS key, r.amount, r.day, r.cancelled_at IS NOT NULL AS cancelled
     FROM payments.receipt r WHERE $1::text IS NULL OR r.id > substr($1, 14)::uuid ORDER BY r.id LIMIT $2`,
  ),
  restated(
    'payments.cash-day',
    ['expected', 'counted'],
    starting('day-'),
    `SELECT key, expected, counted FROM (
       SELECT 'cash-day:' || agency_id || ':' || day AS key, expected, counted FROM payments.cash_day WHERE closed_at IS NOT NULL) d
     WHERE $1::text IS NULL OR key COLLATE "C" > $1 ORDER BY key COLLATE "C" LIMIT $2`,
  ),
  restated(
    'payments.money',
    ['amount', 'state', 'of'],
    starting('money-'),
    `SELECT 'bank-money:' || m.id AS key, m.amount, m.state, m.subject_kind || ':' || m.subject_id AS "of"
     FROM payments.money m WHERE $1::text IS NULL OR m.id > substr($1, 12)::uuid ORDER BY m.id LIMIT $2`,
  ),
  restated(
    'payments.settlement',
    ['money', 'decision', 'before', 'after', 'undone'],
    starting('settlement-'),
    `SELECT 'bank-settlement:' || s.id AS key, s.money_id AS money, s.decision, s.before, s.after, s.undone_at IS NOT NULL AS undone
     FROM payments.money_settlement s WHERE $1::text IS NULL OR s.id > substr($1, 17)::uuid ORDER BY s.id LIMIT $2`,
  ),
  restated(
    'payments.refund',
    ['amount', 'state'],
    ['payment.refund-requested', 'payment.refund-decided', 'payment.refund-paid'],
    `SELECT 'refund:' || r.id AS key, r.amount,
       CASE WHEN r.paid_at IS NOT NULL THEN 'paid' WHEN r.approved IS NULL THEN 'requested' WHEN r.approved THEN 'approved'
         ELSE 'rejected' END AS state
     FROM payments.refund r WHERE $1::text IS NULL OR r.id > substr($1, 8)::uuid ORDER BY r.id LIMIT $2`,
  ),
];
