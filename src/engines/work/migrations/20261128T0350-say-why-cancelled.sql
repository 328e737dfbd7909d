-- A task that nobody does any more may say why, where it did not simply end with its subject: `moved` when its subject runs under
-- another version of its procedure, in which the step is another one.
ALTER TABLE work.task DROP CONSTRAINT task_check1;
ALTER TABLE work.task ADD CONSTRAINT task_outcome CHECK (
  CASE state WHEN 'done' THEN outcome IS NOT NULL WHEN 'cancelled' THEN outcome IS NULL OR outcome = 'moved' ELSE outcome IS NULL END);
