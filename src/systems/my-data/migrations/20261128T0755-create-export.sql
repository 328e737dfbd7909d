-- A copy of all that is kept of somebody, made by a job. The file lies beside the store of files until it expires.
CREATE TABLE my_data.export (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account,
  asked_at timestamptz NOT NULL,
  -- Dossiers packed, of so many.
  done int NOT NULL DEFAULT 0,
  total int NOT NULL DEFAULT 0,
  ready_at timestamptz,
  size bigint,
  expires_at timestamptz NOT NULL,
  lang text NOT NULL CHECK (lang IN ('vi', 'en')),
  CHECK ((ready_at IS NULL) = (size IS NULL))
);
-- One is made at a time: asked twice it is made once.
CREATE UNIQUE INDEX export_one ON my_data.export (account_id) WHERE ready_at IS NULL;
CREATE INDEX export_account ON my_data.export (account_id, asked_at DESC);

-- An account that its owner wants closed; he may undo it until then.
CREATE TABLE my_data.closing (
  account_id uuid PRIMARY KEY REFERENCES identity.account,
  asked_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL CHECK (closes_at > asked_at)
);
