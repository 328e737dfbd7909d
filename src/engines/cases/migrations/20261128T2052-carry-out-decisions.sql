-- What a decision on a complaint changes is carried out on the dossier (Law on Complaints 02/2011/QH13, articles 44 to 46): an act that
-- ended it is taken back, a decision that ended a result is lifted.

-- The time for which a dossier was ended by what was wrongly decided is no time of its limit. It is over when it is written.
ALTER TABLE cases.pause DROP CONSTRAINT pause_kind_check;
ALTER TABLE cases.pause ADD CONSTRAINT pause_kind_check CHECK (kind IN ('supplement', 'payment', 'consultation', 'complaint'));
ALTER TABLE cases.pause ADD CONSTRAINT pause_complaint_is_over CHECK (kind <> 'complaint' OR NOT upper_inf(span));

-- A revocation that holds no more: since when, who carried it out, and by which decision of which day. Said once, by the fitting act alone.
ALTER TABLE cases.result_act ADD COLUMN lifted_at timestamptz;
ALTER TABLE cases.result_act ADD COLUMN lifted_by uuid;
ALTER TABLE cases.result_act ADD COLUMN lifted_number text CHECK (length(lifted_number) BETWEEN 1 AND 100);
ALTER TABLE cases.result_act ADD COLUMN lifted_on date;
-- The transaction that lifted it: in it alone the result may hold again.
ALTER TABLE cases.result_act ADD COLUMN lifted_in xid8;
ALTER TABLE cases.result_act ADD CONSTRAINT result_act_lifted CHECK (
  num_nulls(lifted_at, lifted_by, lifted_number, lifted_on, lifted_in) IN (0, 5)
  AND (lifted_at IS NULL OR (kind IN ('revocation', 'annulment') AND lifted_at >= at)));
GRANT UPDATE (lifted_at, lifted_by, lifted_number, lifted_on, lifted_in) ON cases.result_act TO fansipan_app;

-- Ended once at a time: what holds again may be ended again.
ALTER TABLE cases.result_act DROP CONSTRAINT result_act_once;
CREATE UNIQUE INDEX result_act_once ON cases.result_act (result_id) WHERE lifted_at IS NULL;
CREATE INDEX result_act_result ON cases.result_act (result_id);

CREATE FUNCTION cases.lift_result_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL THEN
    RAISE EXCEPTION 'act %: is lifted once, and says what it says', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_lifted_once';
  END IF;
  NEW.lifted_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER result_act_lifted_once BEFORE UPDATE ON cases.result_act
  FOR EACH ROW EXECUTE FUNCTION cases.lift_result_act();

-- What was ended never holds again, but for a revocation that is being lifted.
CREATE OR REPLACE FUNCTION cases.check_result_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'revoked' AND NEW.status = 'valid' AND EXISTS (
    SELECT FROM cases.result_act a WHERE a.result_id = NEW.id AND a.lifted_in = pg_current_xact_id()) THEN
    RETURN NEW;
  END IF;
  IF OLD.status <> 'valid' THEN
    RAISE EXCEPTION 'result % is % and stays so', OLD.id, OLD.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ends_once';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION cases.check_result_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'withdrawn' THEN
    IF NEW.fetched_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM cases.undoable_act a WHERE a.result_id = NEW.id AND a.undone_at = NEW.status_at) THEN
      RAISE EXCEPTION 'result % is withdrawn, and its signing was not taken back', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ended_by_act';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM cases.result_act a
    WHERE a.result_id = NEW.id AND a.lifted_at IS NULL AND cases.status_after(a.kind) = NEW.status) THEN
    RAISE EXCEPTION 'result % is % without an act that says so', NEW.id, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ended_by_act';
  END IF;
  RETURN NULL;
END $$;

-- An act is about a result that held until then, and what takes its place is of the same dossier and of the same kind; of one that is
-- lifted the result holds again.
CREATE OR REPLACE FUNCTION cases.check_result_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ended cases.result;
  next cases.result;
BEGIN
  SELECT * INTO ended FROM cases.result WHERE id = NEW.result_id;
  IF NEW.lifted_at IS NOT NULL THEN
    IF ended.status <> 'valid' THEN
      RAISE EXCEPTION 'act %: is lifted, and result % does not hold', NEW.id, NEW.result_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_lifts';
    END IF;
    RETURN NULL;
  END IF;
  IF ended.dossier_id <> NEW.dossier_id OR ended.status <> cases.status_after(NEW.kind) OR NEW.at < ended.issued_at THEN
    RAISE EXCEPTION 'act %: result % is not ended by it', NEW.id, NEW.result_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_ends';
  END IF;
  IF NEW.new_result_id IS NOT NULL THEN
    SELECT * INTO next FROM cases.result WHERE id = NEW.new_result_id;
    IF next.dossier_id <> NEW.dossier_id OR next.kind <> ended.kind OR next.issued_at <> NEW.at THEN
      RAISE EXCEPTION 'act %: result % cannot take the place of %', NEW.id, NEW.new_result_id, NEW.result_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_follows';
    END IF;
  END IF;
  RETURN NULL;
END $$;
