-- Whoever holds the provisional receipt of something that was dropped asks by its number and a telephone number, as of any dossier. What was
-- entered is gone; of the numbers only keyed digests are kept, bound to the provisional number. What was dropped before has none: it is answered
-- for at the counter.
ALTER TABLE cases.offline_intake
  ADD COLUMN phone_keys bytea[] NOT NULL DEFAULT '{}',
  ADD CHECK (phone_keys = '{}' OR dropped_at IS NOT NULL);
