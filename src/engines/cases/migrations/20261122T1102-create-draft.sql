-- What someone is still filling in: saved with each page, found again on any device.
CREATE TABLE cases.draft (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account,
  procedure_version_id uuid NOT NULL REFERENCES procedures.procedure_version,
  -- Where it will be sent; chosen on the first page.
  area_id uuid REFERENCES organisation.area,
  data jsonb NOT NULL DEFAULT '{}',
  -- Counts saves: of two tabs on one draft the second is told.
  revision int NOT NULL DEFAULT 0,
  pages_done text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  dossier_id uuid,
  -- The key of the one submission that this draft can become.
  submit_key uuid NOT NULL
);
CREATE INDEX draft_account ON cases.draft (account_id, updated_at DESC) WHERE dossier_id IS NULL;
CREATE INDEX draft_expiry ON cases.draft (expires_at) WHERE dossier_id IS NULL;

CREATE TABLE cases.draft_file (
  id uuid PRIMARY KEY,
  draft_id uuid NOT NULL REFERENCES cases.draft ON DELETE CASCADE,
  field text NOT NULL,
  sha256 text NOT NULL REFERENCES files.file (sha256),
  filename text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  added_at timestamptz NOT NULL,
  UNIQUE (draft_id, field, sha256)
);
