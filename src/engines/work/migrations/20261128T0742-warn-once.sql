-- That somebody above has been told that a step will soon be over its time: told once.
ALTER TABLE work.task ADD COLUMN warned_at timestamptz;
-- Open steps of which nobody has said yet when that is to be.
CREATE INDEX task_to_warn ON work.task (due_at) WHERE state = 'open' AND escalate_at IS NULL AND warned_at IS NULL;
