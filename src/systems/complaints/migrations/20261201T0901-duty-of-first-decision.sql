-- What a decision demands of a result may be done on the paper that took the place of the one that was complained about; which act it was is kept.
-- `named`: what was put right before the decision was signed, or ended otherwise: somebody says which act fulfils it, and why.
ALTER TABLE complaints.complaint ADD COLUMN carried_out_act uuid;
ALTER TABLE complaints.complaint ADD COLUMN carried_out_reason text CHECK (length(carried_out_reason) BETWEEN 1 AND 4000);
ALTER TABLE complaints.complaint DROP CONSTRAINT complaint_carried_out_how_check;
ALTER TABLE complaints.complaint ADD CONSTRAINT complaint_carried_out_how_check
  CHECK (carried_out_how IN ('reopened', 'lifted', 'result', 'named', 'elsewhere'));
ALTER TABLE complaints.complaint ADD CONSTRAINT complaint_named_act CHECK (
  (carried_out_how IS NOT DISTINCT FROM 'named') = (carried_out_reason IS NOT NULL)
  AND (carried_out_act IS NULL OR carried_out_how IN ('result', 'named')));

-- The second decision that changes or annuls the first takes the place of what that demanded (Law on Complaints 02/2011/QH13, article 40).
ALTER TABLE complaints.complaint ADD COLUMN replaced_by uuid REFERENCES complaints.complaint;
ALTER TABLE complaints.complaint DISABLE TRIGGER complaint_moves;
UPDATE complaints.complaint f SET replaced_by = s.id FROM complaints.complaint s
  WHERE s.first_id = f.id AND s.status = 'settled' AND s.outcome = 'changed' AND f.carry_out_due IS NOT NULL AND f.carried_out_at IS NULL;
ALTER TABLE complaints.complaint ENABLE TRIGGER complaint_moves;
ALTER TABLE complaints.complaint ADD CONSTRAINT complaint_replaced
  CHECK (replaced_by IS NULL OR (carry_out_due IS NOT NULL AND carried_out_at IS NULL));
-- What is still to be done.
ALTER TABLE complaints.complaint ADD COLUMN to_carry_out boolean NOT NULL
  GENERATED ALWAYS AS (carry_out_due IS NOT NULL AND carried_out_at IS NULL AND replaced_by IS NULL) STORED;
DROP INDEX complaints.complaint_to_carry_out;
CREATE INDEX complaint_to_carry_out ON complaints.complaint (carry_out_agency, carry_out_due) WHERE to_carry_out;
CREATE INDEX complaint_second ON complaints.complaint (first_id) WHERE first_id IS NOT NULL;
GRANT UPDATE (carried_out_act, carried_out_reason, replaced_by) ON complaints.complaint TO fansipan_app;

-- The second complaint for which the decision on the first has no effect yet (article 44): one that came in time, or came late and was taken on.
CREATE FUNCTION complaints.rests_for(first uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT s.id FROM complaints.complaint s
  WHERE s.first_id = first AND s.closed_at IS NULL AND (s.late_reason IS NULL OR s.taken_on_at IS NOT NULL)
  ORDER BY s.received_at LIMIT 1
$$;

-- Nothing is carried out while it has no effect; what is done with a result is an act on that paper or on one that took its place, after the
-- decision where nobody names it.
CREATE FUNCTION complaints.check_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF complaints.rests_for(NEW.id) IS NOT NULL THEN
    RAISE EXCEPTION 'complaint %: a second one about it runs', OLD.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_rests';
  END IF;
  IF NEW.carried_out_how IN ('result', 'named') AND NOT EXISTS (
    WITH RECURSIVE paper AS (
      SELECT NEW.ground_id AS id
      UNION SELECT a.new_result_id FROM paper JOIN cases.result_act a ON a.result_id = paper.id WHERE a.new_result_id IS NOT NULL)
    SELECT FROM paper JOIN cases.result_act a ON a.result_id = paper.id
    WHERE a.id = NEW.carried_out_act AND a.dossier_id = NEW.dossier_id AND a.lifted_at IS NULL
      AND (NEW.carried_out_how = 'named' OR a.at >= NEW.closed_at)) THEN
    RAISE EXCEPTION 'complaint %: nothing of that was done after its decision', OLD.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_done_by_act';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_done_by_act BEFORE UPDATE ON complaints.complaint FOR EACH ROW
  WHEN (OLD.carried_out_at IS NULL AND NEW.carried_out_at IS NOT NULL) EXECUTE FUNCTION complaints.check_act();
DROP TRIGGER complaint_carried_out_once ON complaints.complaint;
CREATE TRIGGER complaint_carried_out_once BEFORE UPDATE ON complaints.complaint FOR EACH ROW
  WHEN (OLD.carried_out_at IS NOT NULL
    AND (NEW.carried_out_at, NEW.carried_out_by, NEW.carried_out_how, NEW.carried_out_code, NEW.carried_out_act, NEW.carried_out_reason)
    IS DISTINCT FROM
    (OLD.carried_out_at, OLD.carried_out_by, OLD.carried_out_how, OLD.carried_out_code, OLD.carried_out_act, OLD.carried_out_reason))
  EXECUTE FUNCTION complaints.check_carried_out();

-- Replaced once, by the second decision about the same that changes something.
CREATE FUNCTION complaints.check_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.replaced_by IS NOT NULL OR NOT EXISTS (SELECT FROM complaints.complaint s
    WHERE s.id = NEW.replaced_by AND s.first_id = NEW.id AND s.status = 'settled' AND s.outcome = 'changed') THEN
    RAISE EXCEPTION 'complaint %: no second decision takes the place of its own', OLD.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_replaced_by_second';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_replaced_by_second BEFORE UPDATE ON complaints.complaint FOR EACH ROW
  WHEN (NEW.replaced_by IS DISTINCT FROM OLD.replaced_by) EXECUTE FUNCTION complaints.check_replaced();

-- A second decision that changes something leaves nothing of the first to be done: both in one transaction.
CREATE FUNCTION complaints.check_first_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM complaints.complaint f WHERE f.id = NEW.first_id AND f.to_carry_out) THEN
    RAISE EXCEPTION 'complaint %: what the first decision demands runs on beside it', NEW.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_ends_first';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER complaint_ends_first AFTER UPDATE ON complaints.complaint DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.level = 2 AND NEW.status = 'settled' AND NEW.outcome = 'changed') EXECUTE FUNCTION complaints.check_first_ended();
