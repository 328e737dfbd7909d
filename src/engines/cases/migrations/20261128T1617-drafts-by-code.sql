-- The code that somebody writes down to go on elsewhere (`draftCode`) is the random end of the id: it names one draft that is open.
CREATE UNIQUE INDEX draft_code ON cases.draft (right(id::text, 12)) WHERE dossier_id IS NULL;

-- Somebody typed the code of a draft that another account holds, and a one-time code went to that account. One at a time for each who asks.
-- A code that is nobody's stands here as well: the answer is the same, and so is the number of tries.
CREATE TABLE cases.draft_claim (
  account_id uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
  code text NOT NULL CHECK (length(code) <= 20),
  draft_id uuid REFERENCES cases.draft ON DELETE CASCADE,
  code_id uuid,
  -- Of the tries at sign-in and codes (`identity.attempt`).
  try_id bigint NOT NULL,
  wrong int NOT NULL DEFAULT 0 CHECK (wrong BETWEEN 0 AND 5),
  asked_at timestamptz NOT NULL
);
CREATE INDEX draft_claim_draft ON cases.draft_claim (draft_id);

-- At a counter a clerk goes on with a copy of what the citizen had begun: from which draft, as it stood when, and whose it is.
ALTER TABLE cases.intake
  ADD COLUMN from_draft uuid REFERENCES cases.draft ON DELETE SET NULL,
  ADD COLUMN from_revision int,
  ADD COLUMN from_account uuid REFERENCES identity.account;
CREATE INDEX intake_from_draft ON cases.intake (from_draft) WHERE from_draft IS NOT NULL;
