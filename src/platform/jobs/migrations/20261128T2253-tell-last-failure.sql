-- When a job failed last. graphile-worker writes no time then, but sets the next try so many seconds after it (its failJobs).
CREATE FUNCTION jobs.failed_at(run_at timestamptz, attempts int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT run_at - exp(least(attempts, 10)) * interval '1 second'
$$;

-- As before, with the time of the last failure.
DROP FUNCTION jobs.stuck(bigint, text, int, int);
CREATE FUNCTION jobs.stuck(only_job bigint DEFAULT NULL, of_kind text DEFAULT NULL, most int DEFAULT 50, beyond int DEFAULT 0) RETURNS TABLE (
  id bigint, name text, attempts int, max_attempts int, last_error text, run_at timestamptz, failed_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT j.id, j.task_identifier, j.attempts, j.max_attempts, j.last_error, j.run_at, jobs.failed_at(j.run_at, j.attempts)
  FROM graphile_worker.jobs j
  WHERE j.last_error IS NOT NULL AND j.locked_at IS NULL AND (j.attempts >= j.max_attempts OR j.attempts >= 3)
    AND (only_job IS NULL OR j.id = only_job) AND (of_kind IS NULL OR j.task_identifier = of_kind)
  ORDER BY jobs.failed_at(j.run_at, j.attempts) DESC, j.id LIMIT most OFFSET beyond
$$;
REVOKE ALL ON FUNCTION jobs.stuck FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.stuck TO fansipan_app;

-- As before, with that time too.
CREATE OR REPLACE FUNCTION jobs.drop(job bigint, why text, who text, at timestamptz) RETURNS TABLE (name text, payload json, error text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- Whoever runs it locks the row: from here on nobody does.
  PERFORM FROM graphile_worker._private_jobs WHERE id = job FOR UPDATE SKIP LOCKED;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM jobs.stuck(job)) THEN
    RETURN;
  END IF;
  RETURN QUERY
  INSERT INTO jobs.dropped AS d (id, name, payload, key, queue, attempts, error, failed_at, dropped_at, dropped_by, reason)
    SELECT j.id, w.task_identifier, j.payload, j.key, w.queue_name, j.attempts, j.last_error, jobs.failed_at(j.run_at, j.attempts), at, who, why
    FROM graphile_worker._private_jobs j JOIN graphile_worker.jobs w ON w.id = j.id WHERE j.id = job
    RETURNING d.name, d.payload, d.error;
  PERFORM graphile_worker.complete_jobs(ARRAY[job]);
END $$;
