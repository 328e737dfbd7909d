-- What an auditor asks the ledger for, by what its entries say: beside each position who did it, for which agency, what, and when it was written down. Made
-- by a follower from the sealed entries, and made again from them when it is thrown away: it proves nothing.
CREATE TABLE administration.entry_said (
  position bigint PRIMARY KEY CHECK (position >= 0),
  recorded_at timestamptz NOT NULL,
  kind text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  agency uuid
);
-- Each condition walks an index of its own from the newest on, and stops after a page; days bound the walk.
CREATE INDEX entry_said_recorded ON administration.entry_said (recorded_at, position);
CREATE INDEX entry_said_kind ON administration.entry_said (kind, recorded_at, position);
CREATE INDEX entry_said_actor ON administration.entry_said (actor, recorded_at, position);
CREATE INDEX entry_said_agency ON administration.entry_said (agency, recorded_at, position) WHERE agency IS NOT NULL;
