-- A decision that upholds a complaint is carried out at the agency of the dossier, and is followed until it is (Law on Complaints
-- 02/2011/QH13, articles 44 to 46): by whom, until when, and what was done.
ALTER TABLE complaints.complaint ADD COLUMN carry_out_agency uuid REFERENCES organisation.agency;
ALTER TABLE complaints.complaint ADD COLUMN carry_out_due timestamptz;
ALTER TABLE complaints.complaint ADD COLUMN carried_out_at timestamptz;
ALTER TABLE complaints.complaint ADD COLUMN carried_out_by uuid;
-- The dossier was opened again; what was revoked holds again; the result was corrected, ended or issued anew; in another dossier.
ALTER TABLE complaints.complaint ADD COLUMN carried_out_how text CHECK (carried_out_how IN ('reopened', 'lifted', 'result', 'elsewhere'));
-- Of another dossier: its code.
ALTER TABLE complaints.complaint ADD COLUMN carried_out_code text CHECK (length(carried_out_code) BETWEEN 1 AND 60);
UPDATE complaints.complaint SET carry_out_agency = ground_agency, carry_out_due = closed_at + interval '30 days' WHERE outcome = 'changed';
ALTER TABLE complaints.complaint ADD CONSTRAINT complaint_is_carried_out CHECK (
  (outcome IS NOT DISTINCT FROM 'changed') = (carry_out_due IS NOT NULL) AND (carry_out_due IS NULL) = (carry_out_agency IS NULL)
  AND num_nulls(carried_out_at, carried_out_by, carried_out_how) IN (0, 3)
  AND (carried_out_at IS NULL OR (carry_out_due IS NOT NULL AND carried_out_at >= closed_at))
  AND (carried_out_how IS NOT DISTINCT FROM 'elsewhere') = (carried_out_code IS NOT NULL));
CREATE INDEX complaint_to_carry_out ON complaints.complaint (carry_out_agency, carry_out_due)
  WHERE carry_out_due IS NOT NULL AND carried_out_at IS NULL;
GRANT UPDATE (carry_out_agency, carry_out_due, carried_out_at, carried_out_by, carried_out_how, carried_out_code)
  ON complaints.complaint TO fansipan_app;

-- Carried out once.
CREATE FUNCTION complaints.check_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'complaint %: was carried out, which stays so', OLD.number
    USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_carried_out_once';
END $$;
CREATE TRIGGER complaint_carried_out_once BEFORE UPDATE ON complaints.complaint FOR EACH ROW
  WHEN (OLD.carried_out_at IS NOT NULL AND (NEW.carried_out_at, NEW.carried_out_by, NEW.carried_out_how, NEW.carried_out_code)
    IS DISTINCT FROM (OLD.carried_out_at, OLD.carried_out_by, OLD.carried_out_how, OLD.carried_out_code))
  EXECUTE FUNCTION complaints.check_carried_out();

-- A dossier that was opened again may be refused again, which is another decision under another number.
DROP INDEX complaints.complaint_one_open;
DROP INDEX complaints.complaint_settled_once;
CREATE UNIQUE INDEX complaint_one_open ON complaints.complaint (dossier_id, ground, coalesce(ground_id, dossier_id), ground_number, level)
  WHERE status IN ('received', 'taken-on');
CREATE UNIQUE INDEX complaint_settled_once ON complaints.complaint (dossier_id, ground, coalesce(ground_id, dossier_id), ground_number, level)
  WHERE status = 'settled';
