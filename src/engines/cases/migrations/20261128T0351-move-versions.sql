-- A running dossier that was taken off the version it was received under. What it was before is kept: as long as nobody has acted
-- on it since, it can be moved back and is what it was.
CREATE TABLE cases.version_move (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  procedure_id uuid NOT NULL REFERENCES procedures.procedure,
  from_version uuid NOT NULL,
  to_version uuid NOT NULL,
  moved_at timestamptz NOT NULL,
  moved_by text NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  -- The moving of many that it was part of.
  batch_id uuid,
  -- {processState, data, formId, formVersion, papers, questions, incidents, timers} as they were.
  before jsonb NOT NULL,
  -- Where its process stood right after: it has not moved on while it still stands there.
  after_state jsonb NOT NULL,
  undone_at timestamptz,
  undone_by text,
  CHECK (from_version <> to_version),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
  -- Both are versions of one procedure: what a citizen has applied for does not become something else.
  FOREIGN KEY (from_version, procedure_id) REFERENCES procedures.procedure_version (id, procedure_id),
  FOREIGN KEY (to_version, procedure_id) REFERENCES procedures.procedure_version (id, procedure_id),
  -- A batch moves each of its dossiers once.
  CONSTRAINT version_move_once UNIQUE (batch_id, dossier_id)
);
CREATE INDEX version_move_dossier ON cases.version_move (dossier_id, id);
REVOKE DELETE, TRUNCATE ON cases.version_move FROM fansipan_app;

CREATE FUNCTION cases.keep_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL OR to_jsonb(NEW) - ARRAY['undone_at', 'undone_by']
    IS DISTINCT FROM to_jsonb(OLD) - ARRAY['undone_at', 'undone_by'] THEN
    RAISE EXCEPTION 'move %: does not change but by being undone, once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'version_move_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_move_immutable BEFORE UPDATE ON cases.version_move
  FOR EACH ROW EXECUTE FUNCTION cases.keep_move();

-- Many dossiers of one version that are moved together, each in a transaction of its own.
CREATE TABLE cases.version_batch (
  id uuid PRIMARY KEY,
  procedure_id uuid NOT NULL REFERENCES procedures.procedure,
  from_version uuid NOT NULL,
  to_version uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  -- proposed: waits for somebody else; rejected; running; stopped: by somebody, goes on when told; done.
  state text NOT NULL CHECK (state IN ('proposed', 'rejected', 'running', 'stopped', 'done')),
  -- Its dossiers are being moved back.
  undoing boolean NOT NULL DEFAULT false,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  decided_post uuid,
  decided_agency uuid,
  -- Why it was not approved.
  refusal text CHECK (length(refusal) BETWEEN 1 AND 4000),
  undone_by text,
  undone_at timestamptz,
  undone_post uuid,
  undone_agency uuid,
  ended_at timestamptz,
  FOREIGN KEY (from_version, procedure_id) REFERENCES procedures.procedure_version (id, procedure_id),
  FOREIGN KEY (to_version, procedure_id) REFERENCES procedures.procedure_version (id, procedure_id),
  CHECK (from_version <> to_version),
  CHECK ((state = 'proposed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'rejected') = (refusal IS NOT NULL)),
  CHECK (undoing = (undone_at IS NOT NULL) AND (undone_at IS NULL) = (undone_by IS NULL)),
  -- Four eyes, as for the release of a version: under which rules a citizen's matter goes on is not one person's to change.
  CONSTRAINT version_batch_other_person CHECK (state IN ('proposed', 'rejected') OR decided_by <> asked_by)
);
-- Of one version one at a time: two that move the same dossiers would each report what the other did as its own failure.
CREATE UNIQUE INDEX version_batch_one_live ON cases.version_batch (from_version) WHERE state IN ('proposed', 'running', 'stopped');
CREATE INDEX version_batch_procedure ON cases.version_batch (procedure_id, asked_at);
REVOKE DELETE, TRUNCATE ON cases.version_batch FROM fansipan_app;
ALTER TABLE cases.version_move ADD FOREIGN KEY (batch_id) REFERENCES cases.version_batch;

CREATE TABLE cases.version_batch_item (
  batch_id uuid NOT NULL REFERENCES cases.version_batch,
  dossier_id uuid NOT NULL,
  -- waiting; moved; left: could not be moved, and is as it was; back: moved back; kept: could not be moved back.
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'moved', 'left', 'back', 'kept')),
  -- Why it was left or kept: code and parameters of the refusal.
  error text,
  params jsonb,
  at timestamptz,
  PRIMARY KEY (batch_id, dossier_id),
  CHECK ((state = 'waiting') = (at IS NULL)),
  CHECK ((state IN ('left', 'kept')) = (error IS NOT NULL))
);
CREATE INDEX version_batch_item_state ON cases.version_batch_item (batch_id, state, dossier_id);
REVOKE DELETE, TRUNCATE ON cases.version_batch_item FROM fansipan_app;

-- What runs on a version.
CREATE INDEX dossier_version ON cases.dossier (procedure_version_id, id) WHERE closed_at IS NULL;

-- A dossier keeps the version that it was received under, but for what is written down in cases.version_move: its version is the one
-- that the last row there says.
CREATE OR REPLACE FUNCTION cases.check_status() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.code <> OLD.code OR NEW.received_at <> OLD.received_at OR NEW.procedure_code <> OLD.procedure_code THEN
    RAISE EXCEPTION 'dossier %: code, procedure and time of reception never change', OLD.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_fixed';
  END IF;
  IF NEW.procedure_version_id <> OLD.procedure_version_id AND NEW.procedure_version_id IS DISTINCT FROM (
    SELECT CASE WHEN m.undone_at IS NULL THEN m.to_version ELSE m.from_version END
    FROM cases.version_move m WHERE m.dossier_id = NEW.id ORDER BY m.id DESC LIMIT 1) THEN
    RAISE EXCEPTION 'dossier %: another version of its procedure, and no move that says so', OLD.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_version_moved';
  END IF;
  RETURN NEW;
END $$;
