-- What went with each hand-over at a counter, and with each letter: results, or the decisions that ended them (Decree 61/2018/NĐ-CP: results
-- are given against a signature, which says for what). Of hand-overs from before nothing is named. Never changed.
CREATE TABLE cases.given (
  hand_over_id uuid REFERENCES cases.hand_over,
  mailing_id uuid REFERENCES cases.mailing,
  result_id uuid REFERENCES cases.result,
  act_id uuid REFERENCES cases.result_act,
  CONSTRAINT given_by_one CHECK (num_nonnulls(hand_over_id, mailing_id) = 1),
  CONSTRAINT given_is_one CHECK (num_nonnulls(result_id, act_id) = 1),
  CONSTRAINT given_once UNIQUE NULLS NOT DISTINCT (hand_over_id, mailing_id, result_id, act_id)
);
CREATE INDEX given_mailing ON cases.given (mailing_id);
CREATE INDEX given_result ON cases.given (result_id);
CREATE INDEX given_act ON cases.given (act_id);
REVOKE UPDATE, DELETE, TRUNCATE ON cases.given FROM fansipan_app;

-- Only what holds is given, of the dossier itself: the row is held, so that nothing ends it at the same moment.
CREATE FUNCTION cases.check_given() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_dossier uuid := (SELECT dossier_id FROM cases.hand_over WHERE id = NEW.hand_over_id
    UNION ALL SELECT dossier_id FROM cases.mailing WHERE id = NEW.mailing_id);
BEGIN
  IF NEW.result_id IS NOT NULL THEN
    PERFORM FROM cases.result WHERE id = NEW.result_id AND dossier_id = of_dossier AND status = 'valid' FOR SHARE;
  ELSE
    PERFORM FROM cases.result_act WHERE id = NEW.act_id AND dossier_id = of_dossier AND lifted_at IS NULL
      AND kind IN ('revocation', 'annulment') FOR SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'paper %: handed over, but it does not hold', coalesce(NEW.result_id, NEW.act_id)
      USING ERRCODE = 'check_violation', CONSTRAINT = 'given_holds';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER given_holds BEFORE INSERT ON cases.given FOR EACH ROW EXECUTE FUNCTION cases.check_given();
