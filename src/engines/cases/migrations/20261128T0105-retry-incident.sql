-- An incident that people let run again: when they last did, and when it last failed. Whichever is later says how it stands.
ALTER TABLE cases.incident ADD COLUMN failed_at timestamptz, ADD COLUMN retried_at timestamptz;
UPDATE cases.incident SET failed_at = opened_at;
ALTER TABLE cases.incident ALTER COLUMN failed_at SET NOT NULL,
  ADD CHECK (failed_at >= opened_at), ADD CHECK (retried_at >= opened_at);
CREATE INDEX incident_settled ON cases.incident (settled_at) WHERE settled_at IS NOT NULL;
