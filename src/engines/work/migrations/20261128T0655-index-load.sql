-- How much lies with a post: asked whenever a step is handed out by rule, and by heads of offices.
CREATE INDEX task_post ON work.task (post_id, due_at) WHERE state = 'open' AND post_id IS NOT NULL;
-- What somebody has done, the latest first.
CREATE INDEX task_done_by ON work.task (ended_by, ended_at) WHERE state = 'done';
