-- A clerk typed a letter wrong when he took a dossier in: what he keyed in for somebody is corrected until a result is signed. What
-- citizens declared themselves is not changed by officials: they are asked to supplement it (Decree 61/2018/NĐ-CP: who applies answers for
-- what he declares).
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('received', 'correct-answers', 'received'),
  ('processing', 'correct-answers', 'processing'),
  ('supplementing', 'correct-answers', 'supplementing'),
  ('awaiting-payment', 'correct-answers', 'awaiting-payment');

-- The clerk went on at the counter with what the citizen had filled in at home.
ALTER TABLE cases.reception ADD COLUMN self_declared boolean NOT NULL DEFAULT false;
UPDATE cases.reception r SET self_declared = true FROM cases.draft d JOIN cases.intake i ON i.draft_id = d.id
WHERE d.dossier_id = r.dossier_id AND i.from_account IS NOT NULL;

CREATE TABLE cases.answers_correction (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- Its entry in the ledger.
  entry_id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  corrected_by uuid NOT NULL REFERENCES identity.account,
  post_id uuid,
  agency_id uuid REFERENCES organisation.agency,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  -- What differs, field by field, in words: `[{ label, before, after }]`.
  changes jsonb NOT NULL,
  -- The answers, names and addresses that stood in the dossier before.
  before jsonb NOT NULL,
  undone_at timestamptz
);
CREATE INDEX answers_correction_dossier ON cases.answers_correction (dossier_id, at);
