-- What a dossier was before an official acted on it, for as long as he may take the act back. Of one that was taken back this line
-- stays; of the others it goes when their time is over. What happened stands in the ledger, whichever it was.
CREATE TABLE cases.undoable_act (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL,
  -- The entry that tells of the act, its kind without `case.`, and which of the dossier's entries belong to it.
  entry_id uuid NOT NULL CONSTRAINT undoable_act_entry UNIQUE,
  kind text NOT NULL,
  from_version int NOT NULL,
  to_version int NOT NULL CHECK (to_version >= from_version),
  at timestamptz NOT NULL,
  by uuid NOT NULL,
  post_id uuid NOT NULL,
  agency_id uuid,
  -- The step with which it was done.
  task_id uuid,
  -- The result that was signed with it.
  result_id uuid UNIQUE,
  status_before text NOT NULL REFERENCES cases.status,
  status_after text NOT NULL REFERENCES cases.status,
  -- Digest of where the process stood right after: it has not gone on by itself while it still stands there.
  stood text NOT NULL CHECK (stood ~ '^[0-9a-f]{64}$'),
  -- {process, row, tasks, pauses, timers, questions, requests, apology, papers, incidents} as they were; gone once it was taken back.
  before jsonb,
  -- Entries about money that belong to it: [{ id, kind }] of obligations.
  money jsonb NOT NULL,
  undone_at timestamptz,
  undone_by uuid,
  -- The transaction that took it back: in it alone the dossier may go back to where it was.
  undone_in xid8,
  CHECK (num_nulls(undone_at, undone_by, undone_in) IN (0, 3)),
  CHECK (before IS NOT NULL OR undone_at IS NOT NULL)
);
CREATE INDEX undoable_act_dossier ON cases.undoable_act (dossier_id, id DESC);
-- Whose time is over.
CREATE INDEX undoable_act_at ON cases.undoable_act (at) WHERE undone_at IS NULL;

CREATE FUNCTION cases.keep_undoable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.undone_at IS NOT NULL THEN
      RAISE EXCEPTION 'act %: was taken back, which stays to be read', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'undoable_act_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL THEN
    NEW.undone_in := pg_current_xact_id();
  ELSIF OLD.undone_in IS DISTINCT FROM pg_current_xact_id() THEN
    RAISE EXCEPTION 'act %: does not change but by being taken back, once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'undoable_act_once';
  END IF;
  IF to_jsonb(NEW) - ARRAY['undone_at', 'undone_by', 'undone_in', 'before']
    IS DISTINCT FROM to_jsonb(OLD) - ARRAY['undone_at', 'undone_by', 'undone_in', 'before'] THEN
    RAISE EXCEPTION 'act %: says what it says', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'undoable_act_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER undoable_act_kept BEFORE UPDATE OR DELETE ON cases.undoable_act
  FOR EACH ROW EXECUTE FUNCTION cases.keep_undoable();

-- A status goes along the table of moves, and back only to where an act that is being taken back has found it.
CREATE OR REPLACE FUNCTION cases.check_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM cases.status_move WHERE from_status = OLD.status AND to_status = NEW.status) AND NOT EXISTS (
    SELECT FROM cases.undoable_act a WHERE a.dossier_id = NEW.id AND a.undone_in = pg_current_xact_id()
      AND a.status_after = OLD.status AND a.status_before = NEW.status) THEN
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

-- What was given with an act that was taken back holds no more; its number stays, and is given to nothing else.
ALTER TABLE cases.supplement_request ADD COLUMN undone_at timestamptz;
DROP INDEX cases.supplement_one_open;
CREATE UNIQUE INDEX supplement_one_open ON cases.supplement_request (dossier_id) WHERE answered_at IS NULL AND undone_at IS NULL;
ALTER TABLE cases.apology ADD COLUMN undone_at timestamptz;
ALTER TABLE cases.apology DROP CONSTRAINT apology_once;
-- Once only (Decree 61/2018/NĐ-CP, article 19); one that was taken back was not given.
CREATE UNIQUE INDEX apology_once ON cases.apology (dossier_id) WHERE undone_at IS NULL;
GRANT UPDATE (undone_at) ON cases.apology TO fansipan_app;
ALTER TABLE cases.paper ADD COLUMN undone_at timestamptz;

-- A result whose signer took it back before anybody had it: the paper stays, and whoever checks it reads that it was withdrawn.
ALTER TABLE cases.result DROP CONSTRAINT result_status_check;
ALTER TABLE cases.result ADD CONSTRAINT result_status_check CHECK (status IN ('valid', 'replaced', 'revoked', 'withdrawn'));
-- When the applicant had it first: from then on it is not only the signer's any more.
ALTER TABLE cases.result ADD COLUMN fetched_at timestamptz;
GRANT UPDATE (fetched_at) ON cases.result TO fansipan_app;

CREATE OR REPLACE FUNCTION cases.check_result_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'withdrawn' THEN
    IF NEW.fetched_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM cases.undoable_act a WHERE a.result_id = NEW.id AND a.undone_at = NEW.status_at) THEN
      RAISE EXCEPTION 'result % is withdrawn, and its signing was not taken back', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ended_by_act';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM cases.result_act a WHERE a.result_id = NEW.id AND cases.status_after(a.kind) = NEW.status) THEN
    RAISE EXCEPTION 'result % is % without an act that says so', NEW.id, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ended_by_act';
  END IF;
  RETURN NULL;
END $$;

-- Many acts that were done at once are taken back at once, one by one.
ALTER TABLE cases.bulk_act DROP CONSTRAINT bulk_act_kind_check;
ALTER TABLE cases.bulk_act ADD CONSTRAINT bulk_act_kind_check CHECK (kind IN ('sign', 'step', 'assign', 'undo'));
ALTER TABLE cases.bulk_act ADD COLUMN undoes uuid REFERENCES cases.bulk_act;
ALTER TABLE cases.bulk_act ADD CONSTRAINT bulk_act_undoes CHECK ((kind = 'undo') = (undoes IS NOT NULL));
