-- How each obligation stands, from the journal alone: worked out for one at a time. Grouped over all of them it was worked out for all
-- whenever one was asked for together with anything else of it (270 ms where there are 137,000, once for each page of a dossier).
CREATE OR REPLACE VIEW payments.standing AS
SELECT o.id AS obligation_id, s.outstanding, s.overpaid, s.held, s.owed_back
FROM payments.obligation o CROSS JOIN LATERAL (
  SELECT coalesce(sum(l.amount) FILTER (WHERE l.account = 'receivable'), 0)::bigint AS outstanding,
    -coalesce(sum(l.amount) FILTER (WHERE l.account = 'overpaid'), 0)::bigint AS overpaid,
    coalesce(sum(l.amount) FILTER (WHERE l.account IN ('cash', 'bank')), 0)::bigint AS held,
    -coalesce(sum(l.amount) FILTER (WHERE l.account = 'refundable'), 0)::bigint AS owed_back
  FROM payments.journal_line l WHERE l.obligation_id = o.id) s;
