-- A result that was corrected or issued again after it was handed over on paper is handed over anew: the one thing that is still to be done in a
-- dossier that is closed. Nothing else is: as before.
CREATE OR REPLACE FUNCTION cases.check_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ref <> 'new-paper'
     AND EXISTS (SELECT FROM cases.dossier WHERE id = NEW.subject_id AND closed_at IS NOT NULL)
     AND EXISTS (SELECT FROM work.task WHERE id = NEW.id AND state IN ('open', 'suspended')) THEN
    RAISE EXCEPTION 'task %: open, but its dossier is closed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_no_task';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION cases.check_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_at IS NOT NULL AND EXISTS (
    SELECT FROM work.task WHERE subject_id = NEW.id AND state IN ('open', 'suspended') AND ref <> 'new-paper') THEN
    RAISE EXCEPTION 'dossier %: closed with a task still open', NEW.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_no_task';
  END IF;
  RETURN NULL;
END $$;
