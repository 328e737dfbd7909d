-- Jobs that fail again and again, those of a kind or one alone, page by page: after a bad night there may be thousands.
DROP FUNCTION jobs.stuck();
CREATE FUNCTION jobs.stuck(only_job bigint DEFAULT NULL, of_kind text DEFAULT NULL, most int DEFAULT 50, beyond int DEFAULT 0) RETURNS TABLE (
  id bigint, name text, attempts int, max_attempts int, last_error text, run_at timestamptz, updated_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT j.id, j.task_identifier, j.attempts, j.max_attempts, j.last_error, j.run_at, j.updated_at
  FROM graphile_worker.jobs j
  WHERE j.last_error IS NOT NULL AND j.locked_at IS NULL AND (j.attempts >= j.max_attempts OR j.attempts >= 3)
    AND (only_job IS NULL OR j.id = only_job) AND (of_kind IS NULL OR j.task_identifier = of_kind)
  ORDER BY j.updated_at DESC, j.id LIMIT most OFFSET beyond
$$;
REVOKE ALL ON FUNCTION jobs.stuck FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.stuck TO fansipan_app;

-- How many there are of each kind.
CREATE FUNCTION jobs.stuck_kinds() RETURNS TABLE (name text, n int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT j.task_identifier, count(*)::int FROM graphile_worker.jobs j
  WHERE j.last_error IS NOT NULL AND j.locked_at IS NULL AND (j.attempts >= j.max_attempts OR j.attempts >= 3)
  GROUP BY j.task_identifier ORDER BY count(*) DESC, j.task_identifier
$$;
REVOKE ALL ON FUNCTION jobs.stuck_kinds FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.stuck_kinds TO fansipan_app;

-- What somebody dropped, kept whole for ninety days, so that it can be put back. The app's role learns what a job carried only when it
-- drops or puts back.
CREATE TABLE jobs.dropped (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  payload json NOT NULL,
  key text,
  queue text,
  attempts int NOT NULL CHECK (attempts > 0),
  error text NOT NULL,
  failed_at timestamptz NOT NULL,
  dropped_at timestamptz NOT NULL,
  dropped_by text NOT NULL CHECK (dropped_by <> ''),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000)
);
CREATE INDEX dropped_lately ON jobs.dropped (dropped_at DESC, id);
REVOKE ALL ON jobs.dropped FROM fansipan_app;
GRANT SELECT (id, name, attempts, error, failed_at, dropped_at, dropped_by, reason), DELETE ON jobs.dropped TO fansipan_app;

-- Takes one out of the queue. Nothing when it has run, runs now, or does not fail again and again.
CREATE FUNCTION jobs.drop(job bigint, why text, who text, at timestamptz) RETURNS TABLE (name text, payload json, error text)
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
    SELECT j.id, w.task_identifier, j.payload, j.key, w.queue_name, j.attempts, j.last_error, j.updated_at, at, who, why
    FROM graphile_worker._private_jobs j JOIN graphile_worker.jobs w ON w.id = j.id WHERE j.id = job
    RETURNING d.name, d.payload, d.error;
  PERFORM graphile_worker.complete_jobs(ARRAY[job]);
END $$;
REVOKE ALL ON FUNCTION jobs.drop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.drop TO fansipan_app;

-- Puts one back, to run at once with all its tries before it. Where the same was asked for meanwhile, that is it.
CREATE FUNCTION jobs.put_back(job bigint) RETURNS TABLE (name text, payload json)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker, pg_temp AS $$
#variable_conflict use_column
DECLARE was jobs.dropped;
BEGIN
  DELETE FROM jobs.dropped WHERE id = job RETURNING * INTO was;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM graphile_worker.add_job(was.name, was.payload, queue_name := was.queue, run_at := now(), max_attempts := 25,
    job_key := was.key, job_key_mode := CASE WHEN was.key IS NULL THEN 'replace' ELSE 'unsafe_dedupe' END);
  RETURN QUERY SELECT was.name, was.payload;
END $$;
REVOKE ALL ON FUNCTION jobs.put_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.put_back TO fansipan_app;
