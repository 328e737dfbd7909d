-- Files that a program sent ahead of the dossier whose data names them. Each is known to its own token only.
CREATE TABLE api.file (
  id uuid PRIMARY KEY,
  token_id uuid NOT NULL REFERENCES identity.api_token,
  sha256 text NOT NULL REFERENCES files.file (sha256),
  filename text NOT NULL CHECK (length(filename) BETWEEN 1 AND 200),
  media_type text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX file_uploaded_at ON api.file (uploaded_at);

-- Which program sent in which dossier: it may follow it, also where another agency than its own decides. For ever.
CREATE TABLE api.submission (
  dossier_id uuid PRIMARY KEY,
  token_id uuid NOT NULL REFERENCES identity.api_token,
  submitted_at timestamptz NOT NULL
);
REVOKE UPDATE, DELETE ON api.submission FROM fansipan_app;
