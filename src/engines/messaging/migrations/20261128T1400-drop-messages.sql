-- When somebody dropped the sending of it: neither refused nor tried to the end.
ALTER TABLE messaging.message
  ADD COLUMN dropped_at timestamptz,
  ADD CONSTRAINT message_dropped CHECK (dropped_at IS NULL OR state = 'undeliverable');
