-- Something that was asked of another agency (its opinion, its work) or of the applicant, by an official or by the process,
-- and what came back. Each has its own limit; several may be open at once.
CREATE TABLE cases.question (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- Where in the process it was asked; null: by an official in the course of his step.
  element_id text,
  -- The message that the process awaits as its answer, and the token of the sub-process inside which it does.
  message text,
  scope int,
  -- The agency that is asked; null: the applicant.
  to_agency uuid REFERENCES organisation.agency,
  -- Who asked: the agency, the account (`system`: the process), the post, and the step in whose course it was.
  from_agency uuid NOT NULL REFERENCES organisation.agency,
  asked_by text NOT NULL,
  asked_post uuid,
  asked_task uuid,
  what text NOT NULL CHECK (length(what) BETWEEN 1 AND 4000),
  -- What may be answered; empty: anything.
  outcomes text[] NOT NULL DEFAULT '{}',
  asked_at timestamptz NOT NULL,
  time_limit jsonb,
  -- Null: whenever it comes.
  due_at timestamptz,
  -- The clock of the dossier stands still until the answer is there, but never longer than the answer may take.
  stops_clock boolean NOT NULL DEFAULT false,
  -- Seen not to have come in time.
  late_at timestamptz,
  answered_at timestamptz,
  answered_by text,
  answered_agency uuid REFERENCES organisation.agency,
  outcome text,
  answer text CHECK (length(answer) <= 4000),
  -- Nobody waits for it any more.
  dropped_at timestamptz,
  -- The process has taken the answer; one that comes before the process awaits it waits.
  delivered_at timestamptz,
  CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (outcome IS NULL)),
  CHECK (answered_at IS NULL OR dropped_at IS NULL),
  CHECK ((time_limit IS NULL) = (due_at IS NULL)),
  -- An agency that lets the limit pass does so at its own cost, so a clock may stand still only for a limit.
  CHECK (NOT stops_clock OR to_agency IS NULL OR due_at IS NOT NULL)
);
CREATE INDEX question_dossier ON cases.question (dossier_id, asked_at);
-- An agency is not asked the same by the same step twice while it has not answered.
CREATE UNIQUE INDEX question_once ON cases.question (dossier_id, to_agency, coalesce(element_id, ''), coalesce(scope, 0))
  WHERE answered_at IS NULL AND dropped_at IS NULL AND to_agency IS NOT NULL;
CREATE INDEX question_due ON cases.question (due_at)
  WHERE answered_at IS NULL AND dropped_at IS NULL AND late_at IS NULL;

-- Another agency may be asked while the dossier is being handled; that does not change its status.
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('received', 'consult', 'received'),
  ('processing', 'consult', 'processing');
