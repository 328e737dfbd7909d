-- When, and by whom, the personal number was compared with the card at a counter. What a citizen says of himself proves nothing
-- (Decree 118/2025/NĐ-CP: the one who receives checks who stands before him).
ALTER TABLE identity.account
  ADD COLUMN number_seen_at timestamptz,
  ADD COLUMN number_seen_by uuid REFERENCES identity.account,
  ADD CONSTRAINT account_number_seen_by CHECK (num_nonnulls(number_seen_at, number_seen_by) IN (0, 2)),
  ADD CONSTRAINT account_number_seen_what CHECK (number_seen_at IS NULL OR personal_number_key IS NOT NULL);
-- One person, one record: a number that was seen belongs to one open account. The index refuses the second of two racing clerks.
CREATE UNIQUE INDEX account_number_seen ON identity.account (personal_number_key)
  WHERE kind = 'citizen' AND status <> 'closed' AND number_seen_at IS NOT NULL;
