-- To whom a result was handed over a counter, how the clerk knew that it was the right person, and how receipt was confirmed
-- (Decree 61/2018/NĐ-CP: results go to the applicant or to whom he authorised, against a signature). Never changed.
CREATE TABLE cases.hand_over (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- The step of the process that ended with it; null where the process was over, and the post brought it back.
  task_id uuid UNIQUE,
  agency_id uuid REFERENCES organisation.agency,
  clerk_id uuid NOT NULL REFERENCES identity.account,
  post_id uuid,
  at timestamptz NOT NULL,
  -- By the code on the receipt, by the personal number, or by another paper that the clerk names.
  checked text NOT NULL CHECK (checked IN ('slip', 'number', 'paper')),
  checked_paper text CHECK (length(checked_paper) BETWEEN 1 AND 500),
  recipient_name text NOT NULL CHECK (length(recipient_name) BETWEEN 1 AND 200),
  recipient_number text CHECK (recipient_number ~ '^[0-9]{12}$'),
  -- What he is to the applicant, and by what authority; null: the applicant himself.
  recipient_relation text CHECK (length(recipient_relation) BETWEEN 1 AND 300),
  -- Drawn on the pad; null: the printed slip was signed by hand.
  signature_sha256 text REFERENCES files.file (sha256),
  CHECK ((checked = 'paper') = (checked_paper IS NOT NULL)),
  CHECK (recipient_relation IS NOT NULL OR recipient_number IS NULL)
);
CREATE INDEX hand_over_dossier ON cases.hand_over (dossier_id, at);
