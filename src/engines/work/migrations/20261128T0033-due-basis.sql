-- How a task's due time came about, as data: written and read by the engine that owns the subject, which counts it anew
-- when the subject's own due time moves. Null: the task is due when its subject is.
ALTER TABLE work.task ADD COLUMN due_basis jsonb;

-- From when on somebody above must know that the task is still open; null: nobody, or it has been said.
ALTER TABLE work.task ADD COLUMN escalate_at timestamptz;
CREATE INDEX task_escalation ON work.task (escalate_at) WHERE state = 'open' AND escalate_at IS NOT NULL;
