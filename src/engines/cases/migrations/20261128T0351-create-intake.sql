-- What a clerk enters at a counter for somebody: a draft of the clerk's, with who stands before him and what lies on the desk.
CREATE TABLE cases.intake (
  draft_id uuid PRIMARY KEY REFERENCES cases.draft ON DELETE CASCADE,
  -- The office at whose counter it is entered.
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Who applies, as the desk's own form has it; null until it was asked.
  person jsonb,
  -- Whose data were taken over to begin with: what is known of somebody, not yet whose dossier it will be.
  account_id uuid REFERENCES identity.account,
  -- How it came, by whom, and which papers.
  desk jsonb NOT NULL DEFAULT '{}'
);

-- Who received a dossier at which counter, from whom, how (Decree 118/2025/NĐ-CP). Never changed.
CREATE TABLE cases.reception (
  dossier_id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  clerk_id uuid NOT NULL REFERENCES identity.account,
  -- The post through which he received it: its title says which counter.
  post_id uuid,
  received_at timestamptz NOT NULL,
  procedure_code text NOT NULL,
  applicant_id uuid NOT NULL REFERENCES identity.account,
  -- The applicant's name without tone marks, to find people who were here before.
  folded_name text NOT NULL,
  -- Who came in the applicant's place, with what authority.
  delegate_name text CHECK (length(delegate_name) BETWEEN 1 AND 100),
  delegate_number text CHECK (delegate_number ~ '^[0-9]{12}$'),
  delegate_relation text CHECK (length(delegate_relation) BETWEEN 1 AND 200),
  -- Of the letter in which it came.
  tracking_number text CHECK (tracking_number ~ '^[A-Z0-9]{6,30}$'),
  CHECK (num_nonnulls(delegate_name, delegate_relation) IN (0, 2)),
  CHECK (delegate_number IS NULL OR delegate_name IS NOT NULL)
);
CREATE INDEX reception_agency ON cases.reception (agency_id, received_at DESC);
CREATE INDEX reception_applicant ON cases.reception (applicant_id);

-- Papers that were put on the desk, whether or not they were scanned: as the receipt lists them.
CREATE TABLE cases.handed_in (
  dossier_id uuid NOT NULL,
  position int NOT NULL,
  -- The paper of the procedure, or the field of the form.
  paper text NOT NULL,
  name text NOT NULL,
  originals int NOT NULL DEFAULT 0 CHECK (originals BETWEEN 0 AND 99),
  copies int NOT NULL DEFAULT 0 CHECK (copies BETWEEN 0 AND 99),
  -- Not taken: the province holds it already (Decree 118/2025/NĐ-CP: nothing is asked for twice).
  held boolean NOT NULL DEFAULT false,
  PRIMARY KEY (dossier_id, paper),
  CHECK (originals + copies > 0 OR held)
);
