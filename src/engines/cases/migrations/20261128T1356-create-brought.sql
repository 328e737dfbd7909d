-- What was brought to a counter for a dossier that runs: papers that an office had asked for, or the applicant's request to take it
-- back. Any centre of the province takes it in (Decree 118/2025/NĐ-CP), from the applicant or from who comes for him. Never changed.
CREATE TABLE cases.brought (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('supplement', 'withdrawal')),
  -- Its entry in the ledger: what was taken back holds no more.
  entry_id uuid NOT NULL UNIQUE,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  clerk_id uuid NOT NULL REFERENCES identity.account,
  post_id uuid,
  at timestamptz NOT NULL,
  -- How the clerk knew who came: by the code on the receipt, by the personal number, or by another paper that he names.
  checked text NOT NULL CHECK (checked IN ('slip', 'number', 'paper')),
  checked_paper text CHECK (length(checked_paper) BETWEEN 1 AND 500),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  number text CHECK (number ~ '^[0-9]{12}$'),
  -- What he is to the applicant, and by what authority; null: the applicant himself.
  relation text CHECK (length(relation) BETWEEN 1 AND 300),
  CHECK ((checked = 'paper') = (checked_paper IS NOT NULL)),
  CHECK (relation IS NOT NULL OR number IS NULL)
);
CREATE INDEX brought_dossier ON cases.brought (dossier_id, at);

-- The papers of it, whether or not they were scanned: as its receipt lists them.
CREATE TABLE cases.brought_paper (
  brought_id uuid NOT NULL REFERENCES cases.brought,
  position int NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
  originals int NOT NULL DEFAULT 0 CHECK (originals BETWEEN 0 AND 99),
  copies int NOT NULL DEFAULT 0 CHECK (copies BETWEEN 0 AND 99),
  -- Kept as a file only.
  scans int NOT NULL DEFAULT 0 CHECK (scans BETWEEN 0 AND 99),
  PRIMARY KEY (brought_id, position),
  CHECK (originals + copies + scans > 0)
);
