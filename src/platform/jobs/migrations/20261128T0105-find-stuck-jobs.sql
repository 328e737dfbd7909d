-- Jobs that fail again and again, for those who mend. What a job carries stays where it is: only its name, key and queue are told.
CREATE FUNCTION jobs.stuck() RETURNS TABLE (
  id bigint, name text, key text, queue text, attempts int, max_attempts int, last_error text, run_at timestamptz, updated_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT j.id, j.task_identifier, j.key, j.queue_name, j.attempts, j.max_attempts, j.last_error, j.run_at, j.updated_at
  FROM graphile_worker.jobs j
  WHERE j.last_error IS NOT NULL AND j.locked_at IS NULL AND (j.attempts >= j.max_attempts OR j.attempts >= 3)
  ORDER BY j.updated_at DESC, j.id LIMIT 200
$$;
REVOKE ALL ON FUNCTION jobs.stuck FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.stuck TO fansipan_app;

-- Lets one of them run at once, with all its tries before it again. Returns its name; nothing when it has run or runs now.
CREATE FUNCTION jobs.retry(job bigint) RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  WITH again AS (SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[job], now(), NULL, 0))
  SELECT j.task_identifier FROM graphile_worker.jobs j JOIN again USING (id)
$$;
REVOKE ALL ON FUNCTION jobs.retry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.retry TO fansipan_app;
