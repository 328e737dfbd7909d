-- A file of procedures that somebody has sent in and not decided about yet: what it would do is shown first. Kept for a day.
CREATE TABLE procedures.incoming_file (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) <= 200),
  content text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  sent_by text NOT NULL,
  sent_at timestamptz NOT NULL
);
CREATE INDEX incoming_file_sent ON procedures.incoming_file (sent_at);
REVOKE UPDATE, TRUNCATE ON procedures.incoming_file FROM fansipan_app;
