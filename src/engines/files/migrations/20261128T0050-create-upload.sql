-- A file on its way in pieces (tus 1.0.0): what has arrived lies in DATA_DIR/uploads under the id, its length there is the
-- truth. Whole and checked, it is in files.file and waits here until a form names it.
CREATE TABLE files.upload (
  id uuid PRIMARY KEY,
  -- The account that sends it; nobody else sees that it is there. This engine knows no accounts, so no key.
  owner uuid NOT NULL,
  -- The page it is sent from, and the field of its form.
  place text NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  field text NOT NULL CHECK (length(field) BETWEEN 1 AND 200),
  filename text NOT NULL CHECK (length(filename) <= 200),
  size bigint NOT NULL CHECK (size > 0 AND size <= 20971520),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  sha256 text REFERENCES files.file,
  -- One writer at a time over all processes: who holds it, until when unless he renews, and whether another waits.
  holder uuid,
  held_until timestamptz,
  wanted boolean NOT NULL DEFAULT false,
  CHECK ((holder IS NULL) = (held_until IS NULL))
);
CREATE INDEX upload_owner ON files.upload (owner, place);
CREATE INDEX upload_expiry ON files.upload (expires_at);
CREATE INDEX upload_file ON files.upload (sha256);
