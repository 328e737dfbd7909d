-- What went wrong in a dossier's process and waits for people: a service that failed for good, a gateway without a way
-- out, an end without a result. Kept when it is settled.
CREATE TABLE cases.incident (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- Where in the process; the token is null where none stands there.
  element_id text NOT NULL,
  token int,
  reason text NOT NULL CHECK (reason IN ('service-failed', 'process-stuck', 'ended-without-result')),
  -- In technical words, for whoever mends it; never personal data.
  error text NOT NULL,
  -- What to do again: name and parameters of the service.
  job jsonb,
  opened_at timestamptz NOT NULL,
  settled_at timestamptz,
  CHECK (settled_at IS NULL OR settled_at >= opened_at)
);
-- A job that is repeated does not report twice.
CREATE UNIQUE INDEX incident_open ON cases.incident (dossier_id, element_id, coalesce(token, 0)) WHERE settled_at IS NULL;
CREATE INDEX incident_opened ON cases.incident (opened_at) WHERE settled_at IS NULL;

-- How a timer came to its hour: a pause moves it as it moves the due time, so it must be counted anew.
ALTER TABLE cases.timer ADD COLUMN started_at timestamptz, ADD COLUMN timer jsonb;

-- Steps after the result (stamping, entering in a register) leave the dossier completed until it is handed over.
INSERT INTO cases.status_move (from_status, act, to_status) VALUES ('completed', 'process', 'completed');

-- What the receipt promised: pauses and changed calendars move the due time, never what was given in writing (form 01).
ALTER TABLE cases.dossier ADD COLUMN promised_at timestamptz, ADD COLUMN promised_steps jsonb;

-- A closed dossier has no open task, also when the task comes after the closing.
CREATE FUNCTION cases.check_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cases.dossier WHERE id = NEW.subject_id AND closed_at IS NOT NULL)
     AND EXISTS (SELECT FROM work.task WHERE id = NEW.id AND state IN ('open', 'suspended')) THEN
    RAISE EXCEPTION 'task %: open, but its dossier is closed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_no_task';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER task_of_open_dossier AFTER INSERT OR UPDATE OF state ON work.task
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.subject_kind = 'dossier' AND NEW.state IN ('open', 'suspended'))
  EXECUTE FUNCTION cases.check_task();
