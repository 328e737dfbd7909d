-- Since when a follower stands still at the entry that it cannot take.
ALTER TABLE ledger.follower ADD COLUMN stood_since timestamptz;
UPDATE ledger.follower SET stood_since = failed_at WHERE error IS NOT NULL;

-- Entries that somebody let a follower pass over, so that it goes on with the others: kept until it takes them after all.
CREATE TABLE ledger.skipped (
  follower text NOT NULL REFERENCES ledger.follower,
  position bigint NOT NULL CHECK (position >= 0),
  -- Why it could not be taken.
  error text NOT NULL,
  skipped_at timestamptz NOT NULL,
  skipped_by text NOT NULL CHECK (skipped_by <> ''),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  made_up_at timestamptz,
  made_up_by text,
  PRIMARY KEY (follower, position),
  CHECK (num_nulls(made_up_at, made_up_by) IN (0, 2))
);
CREATE INDEX skipped_lately ON ledger.skipped (skipped_at DESC, follower, position);
REVOKE ALL ON ledger.skipped FROM fansipan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.skipped TO fansipan_app;
