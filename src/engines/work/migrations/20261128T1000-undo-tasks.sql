-- A task may also be gone because the act that brought it about was taken back.
ALTER TABLE work.task DROP CONSTRAINT task_outcome;
ALTER TABLE work.task ADD CONSTRAINT task_outcome CHECK (
  CASE state WHEN 'done' THEN outcome IS NOT NULL WHEN 'cancelled' THEN outcome IS NULL OR outcome IN ('moved', 'undone')
    ELSE outcome IS NULL END);
