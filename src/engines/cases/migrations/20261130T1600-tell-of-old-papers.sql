-- A result is corrected, often long after its dossier was closed: who issued others that rest on it reads so in the inbox. Beside the new paper
-- of decision 0567 that notice, too, is an open task of a dossier that may be closed; it is read, and moves nothing.
CREATE OR REPLACE FUNCTION cases.check_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ref <> 'new-paper' AND NOT starts_with(NEW.ref, 'bears-old:')
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
    SELECT FROM work.task WHERE subject_id = NEW.id AND state IN ('open', 'suspended') AND ref <> 'new-paper'
      AND NOT starts_with(ref, 'bears-old:')) THEN
    RAISE EXCEPTION 'dossier %: closed with a task still open', NEW.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_closed_no_task';
  END IF;
  RETURN NULL;
END $$;
