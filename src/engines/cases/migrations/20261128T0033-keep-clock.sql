-- Why the clock of a dossier stands still now; null while it runs. The open span in cases.pause says since when.
ALTER TABLE cases.dossier ADD COLUMN paused text CHECK (paused IN ('supplement', 'payment', 'consultation'));
UPDATE cases.dossier d SET paused = p.kind FROM cases.pause p
  WHERE p.dossier_id = d.id AND upper_inf(p.span) AND d.closed_at IS NULL;

-- A dossier is told to wait exactly while a span of waiting is open, and a status in which the limit is not used up has
-- one (Decree 61/2018/NĐ-CP, articles 17 and 19): no clock stands still unseen, none runs while the applicant is waited for.
CREATE FUNCTION cases.check_pause() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  here cases.dossier;
  open_kind text;
BEGIN
  SELECT * INTO here FROM cases.dossier WHERE id = NEW.id;
  SELECT kind INTO open_kind FROM cases.pause WHERE dossier_id = NEW.id AND upper_inf(span);
  IF here.paused IS DISTINCT FROM open_kind
     OR (here.status IN ('supplementing', 'awaiting-payment') AND here.paused IS NULL) THEN
    RAISE EXCEPTION 'dossier %: status %, paused %, open pause %', here.code, here.status, here.paused, open_kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_paused';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER dossier_paused AFTER UPDATE OF status, paused ON cases.dossier
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status OR NEW.paused IS DISTINCT FROM OLD.paused)
  EXECUTE FUNCTION cases.check_pause();
