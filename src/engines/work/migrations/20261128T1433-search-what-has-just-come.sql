-- What has just come waits in a list that every search reads whole, and for which the planner shuns the index: 4 MB of it, as long as
-- nobody vacuums, which is some thousand tasks. 128 kB are put in order every few dozen tasks instead, by whoever fills them.
DROP INDEX work.task_search_open;
CREATE INDEX task_search_open ON work.task USING gin (agency_id, search public.gin_trgm_ops) WITH (gin_pending_list_limit = 128) WHERE state = 'open';
DROP INDEX work.task_search_waiting;
CREATE INDEX task_search_waiting ON work.task USING gin (agency_id, search public.gin_trgm_ops) WITH (gin_pending_list_limit = 128) WHERE state = 'suspended';
