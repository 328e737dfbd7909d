-- A row of a list that was received as a dossier: the same row again is told what became of it. One dossier a row and office, whoever
-- imports the list, however often and at the same moment.
CREATE TABLE cases.listed_row (
  -- Keyed hash of procedure, office and what the row says: nobody reads from it whose it is.
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  dossier_id uuid NOT NULL UNIQUE,
  received_at timestamptz NOT NULL
);
