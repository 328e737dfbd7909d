-- Letters to leaders of steps that are late, soon overdue or lie with somebody who is away, from when they are told until the end of the sweep: what is
-- due to one of them then goes out as one. A row stays when it went: the same is never written twice.
CREATE TABLE cases.leader_letter (
  -- What it is sent once for.
  once text NOT NULL,
  account_id uuid NOT NULL,
  dossier_id uuid NOT NULL REFERENCES cases.dossier (id),
  why text NOT NULL CHECK (why IN ('due', 'late', 'away')),
  step text NOT NULL CHECK (step <> ''),
  due_at timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  sent_at timestamptz CHECK (sent_at >= told_at),
  PRIMARY KEY (once, account_id)
);
CREATE INDEX leader_letter_dossier ON cases.leader_letter (dossier_id);
CREATE INDEX leader_letter_waits ON cases.leader_letter (account_id) WHERE sent_at IS NULL;
