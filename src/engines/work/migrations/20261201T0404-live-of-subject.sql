-- What is open or waits of many subjects at once (a search by the number of a paper gives a thousand, nearly all over): of those that are over not one
-- row of what was done is read.
CREATE INDEX task_live ON work.task (subject_id) WHERE state IN ('open', 'suspended');
