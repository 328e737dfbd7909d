CREATE TABLE cases.dossier (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  procedure_version_id uuid NOT NULL REFERENCES procedures.procedure_version,
  procedure_code text NOT NULL,
  -- The procedure's field: rights may be held for some fields only.
  field text NOT NULL,
  -- Who applies (account), and the person or business whose matter it is.
  applicant_id uuid,
  applicant_name text NOT NULL,
  owner_name text NOT NULL,
  -- For messages, and the last four digits as the second factor of tracking without log-in.
  phone text,
  email text,
  lang text NOT NULL DEFAULT 'vi' CHECK (lang IN ('vi', 'en')),
  -- The agency that decides, and the one that took it in (Decree 118/2025: receipt regardless of boundary in the province).
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  received_by uuid NOT NULL REFERENCES organisation.agency,
  area_id uuid NOT NULL REFERENCES organisation.area,
  channel text NOT NULL CHECK (channel IN ('online', 'counter', 'post', 'national-portal', 'api')),
  received_at timestamptz NOT NULL,
  status text NOT NULL REFERENCES cases.status,
  -- The limit of the procedure's version for this channel, copied: a running dossier keeps what it was received under.
  time_limit jsonb NOT NULL,
  due_at timestamptz NOT NULL,
  -- How the due time came about, day by day, as data (rendered in the reader's language).
  due_steps jsonb NOT NULL,
  closed_at timestamptz,
  data jsonb NOT NULL,
  form_id text NOT NULL,
  form_version int NOT NULL,
  process_state jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  CHECK (closed_at IS NULL OR closed_at >= received_at)
) PARTITION BY RANGE (id);
DO $$
DECLARE y int;
BEGIN
  FOR y IN 2021..2035 LOOP
    EXECUTE format('CREATE TABLE cases.dossier_%s PARTITION OF cases.dossier FOR VALUES FROM (%L) TO (%L)', y,
      work.uuid_at(make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')), work.uuid_at(make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC')));
  END LOOP;
END $$;
CREATE TABLE cases.dossier_rest PARTITION OF cases.dossier DEFAULT;
CREATE INDEX dossier_applicant ON cases.dossier (applicant_id, id DESC);
CREATE INDEX dossier_agency ON cases.dossier (agency_id, id DESC);
CREATE INDEX dossier_due ON cases.dossier (due_at) WHERE closed_at IS NULL;

-- Unique over all partitions and for ever (Circular 01/2018/TT-VPCP, article 19: one dossier, one code).
CREATE TABLE cases.dossier_code (
  code text PRIMARY KEY,
  dossier_id uuid NOT NULL UNIQUE
);
REVOKE UPDATE, DELETE ON cases.dossier_code FROM fansipan_app;

-- Status moves only along cases.status_move; what is closed has its time of closing, and stays closed.
CREATE FUNCTION cases.check_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM cases.status_move WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'dossier %: no way from % to %', OLD.code, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_status_moves';
  END IF;
  IF (SELECT closed FROM cases.status WHERE status = NEW.status) <> (NEW.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'dossier %: status % and time of closing disagree', OLD.code, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_at';
  END IF;
  IF NEW.code <> OLD.code OR NEW.procedure_version_id <> OLD.procedure_version_id OR NEW.received_at <> OLD.received_at THEN
    RAISE EXCEPTION 'dossier %: code, procedure version and time of reception never change', OLD.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dossier_status BEFORE UPDATE ON cases.dossier FOR EACH ROW EXECUTE FUNCTION cases.check_status();

-- A closed dossier has no open task (looked at when the transaction ends, so that the order of its statements is free).
CREATE FUNCTION cases.check_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_at IS NOT NULL AND EXISTS (
    SELECT FROM work.task WHERE subject_id = NEW.id AND state IN ('open', 'suspended')) THEN
    RAISE EXCEPTION 'dossier %: closed with a task still open', NEW.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_no_task';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER dossier_closed AFTER UPDATE ON cases.dossier
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases.check_closed();

-- Spans in which the time limit does not run. One at a time.
CREATE TABLE cases.pause (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('supplement', 'payment', 'consultation')),
  span tstzrange NOT NULL CHECK (NOT isempty(span)),
  CONSTRAINT pause_one_at_a_time EXCLUDE USING gist (dossier_id WITH =, span WITH &&)
);
CREATE INDEX pause_dossier ON cases.pause (dossier_id);

-- Papers as they came in; a later one may replace an earlier, which stays.
CREATE TABLE cases.paper (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- The field of the form, or the name of the required paper.
  field text NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL REFERENCES files.file (sha256),
  filename text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  received_at timestamptz NOT NULL,
  replaced_by uuid REFERENCES cases.paper
);
CREATE INDEX paper_dossier ON cases.paper (dossier_id, id);

-- Form 02: one request lists everything that is missing; its number is the agency's own of the year.
CREATE TABLE cases.supplement_request (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  number int NOT NULL,
  year int NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL,
  what text NOT NULL CHECK (length(what) BETWEEN 1 AND 4000),
  answered_at timestamptz
);
-- One open request for a dossier at a time: the citizen must not be sent from desk to desk (Decree 61/2018, article 17).
CREATE UNIQUE INDEX supplement_one_open ON cases.supplement_request (dossier_id) WHERE answered_at IS NULL;

-- The number that a dossier's result will have, drawn before the result is drawn and signed (which is too long for a
-- transaction): a signing that fails finds the same number again, so that the agency's book has no gap.
CREATE TABLE cases.result_number (
  dossier_id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  PRIMARY KEY (dossier_id, kind)
);

CREATE TABLE cases.result (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  sha256 text NOT NULL UNIQUE REFERENCES files.file (sha256),
  title text NOT NULL,
  issued_at timestamptz NOT NULL,
  signed_by uuid NOT NULL,
  signed_post uuid,
  status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'replaced', 'revoked')),
  status_at timestamptz,
  status_reason text,
  -- One live number of a kind in an agency: the second of two racing clerks is refused.
  UNIQUE (agency_id, kind, number)
);
CREATE INDEX result_dossier ON cases.result (dossier_id);

-- Timers of processes: an intermediate or boundary event that waits for its hour.
CREATE TABLE cases.timer (
  dossier_id uuid NOT NULL,
  token int NOT NULL,
  element_id text NOT NULL,
  fires_at timestamptz NOT NULL,
  PRIMARY KEY (dossier_id, token, element_id)
);

-- Wrong guesses at the second factor of tracking (codes are guessable by design).
CREATE TABLE cases.tracking_guess (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL,
  guessed_at timestamptz NOT NULL
);
CREATE INDEX tracking_guess_code ON cases.tracking_guess (code, guessed_at);
