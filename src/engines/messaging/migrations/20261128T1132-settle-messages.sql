-- What could not be delivered waits for a human: it is sent again, or he says how the person was told otherwise.
ALTER TABLE messaging.message
  ADD COLUMN settled_at timestamptz,
  ADD COLUMN settled_how text CHECK (length(settled_how) BETWEEN 1 AND 1000),
  ADD CONSTRAINT message_settled CHECK (num_nonnulls(settled_at, settled_how) IN (0, 2)),
  ADD CONSTRAINT message_settled_what CHECK (settled_at IS NULL OR state = 'undeliverable');
CREATE INDEX message_undeliverable ON messaging.message (id) WHERE state = 'undeliverable' AND settled_at IS NULL AND NOT secret;
