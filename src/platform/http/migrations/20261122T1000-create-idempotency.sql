-- Exactly-once requests: who (account or browser), which route, which key. Kept outside any partition, since a key must be
-- unique over all time; swept after 90 days by a job.
CREATE TABLE http.idempotency (
  actor text NOT NULL,
  route text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 200),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  -- Null only inside the transaction that does the work: nobody else can see such a row.
  answer jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor, route, key)
);
CREATE INDEX idempotency_created_at ON http.idempotency (created_at);
