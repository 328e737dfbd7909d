-- Jobs that somebody let run again, until they have succeeded: with all their tries before them again they would not count as failing. How
-- often each had failed before, and when last. A row whose job is gone says nothing, and goes with the next that is put in.
CREATE TABLE jobs.retried (
  id bigint PRIMARY KEY,
  failures int NOT NULL CHECK (failures > 0),
  failed_at timestamptz NOT NULL,
  retried_at timestamptz NOT NULL
);
REVOKE ALL ON jobs.retried FROM fansipan_app;

-- As before, with those that were let run again and have not succeeded, and those that run at this moment: whoever looks at one sees that it
-- is being tried. attempts: how often it failed in all; due: it waits for nothing but its turn; spent: nobody tries it again by himself.
DROP FUNCTION jobs.stuck(bigint, text, int, int);
CREATE FUNCTION jobs.stuck(only_job bigint DEFAULT NULL, of_kind text DEFAULT NULL, most int DEFAULT 50, beyond int DEFAULT 0) RETURNS TABLE (
  id bigint, name text, attempts int, last_error text, run_at timestamptz, failed_at timestamptz, retried_at timestamptz, running boolean,
  due boolean, spent boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT j.id, j.task_identifier, coalesce(r.failures, 0) + f.failures, j.last_error, j.run_at,
    CASE WHEN f.failures = 0 THEN r.failed_at ELSE jobs.failed_at(j.run_at, f.failures) END AS failed_at, r.retried_at,
    j.locked_at IS NOT NULL, j.run_at <= now(), j.locked_at IS NULL AND j.attempts >= j.max_attempts
  FROM graphile_worker.jobs j LEFT JOIN jobs.retried r ON r.id = j.id
    -- Whoever takes a job counts it at once.
    CROSS JOIN LATERAL (SELECT j.attempts - CASE WHEN j.locked_at IS NULL THEN 0 ELSE 1 END AS failures) f
  WHERE j.last_error IS NOT NULL AND (r.id IS NOT NULL OR f.failures >= j.max_attempts OR f.failures >= 3)
    AND (only_job IS NULL OR j.id = only_job) AND (of_kind IS NULL OR j.task_identifier = of_kind)
  ORDER BY 6 DESC, j.id LIMIT most OFFSET beyond
$$;
REVOKE ALL ON FUNCTION jobs.stuck FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.stuck TO fansipan_app;

CREATE OR REPLACE FUNCTION jobs.stuck_kinds() RETURNS TABLE (name text, n int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT s.name, count(*)::int FROM jobs.stuck(NULL, NULL, NULL, 0) s GROUP BY s.name ORDER BY count(*) DESC, s.name
$$;

-- As before; how it stood is kept. Nothing when it has run, or runs now.
CREATE OR REPLACE FUNCTION jobs.retry(job bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker, pg_temp AS $$
DECLARE was record; again text;
BEGIN
  DELETE FROM jobs.retried r WHERE NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.id = r.id);
  SELECT s.attempts, s.failed_at INTO was FROM jobs.stuck(job) s WHERE NOT s.running;
  SELECT j.task_identifier INTO again FROM graphile_worker.reschedule_jobs(ARRAY[job], now(), NULL, 0) o
    JOIN graphile_worker.jobs j ON j.id = o.id;
  IF again IS NOT NULL AND was.failed_at IS NOT NULL THEN
    INSERT INTO jobs.retried (id, failures, failed_at, retried_at) VALUES (job, was.attempts, was.failed_at, now())
    ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, failed_at = excluded.failed_at, retried_at = excluded.retried_at;
  END IF;
  RETURN again;
END $$;

-- As before, of what does not run at this moment.
CREATE OR REPLACE FUNCTION jobs.drop(job bigint, why text, who text, at timestamptz) RETURNS TABLE (name text, payload json, error text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- Whoever runs it locks the row: from here on nobody does.
  PERFORM FROM graphile_worker._private_jobs WHERE id = job FOR UPDATE SKIP LOCKED;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM jobs.stuck(job) s WHERE NOT s.running) THEN
    RETURN;
  END IF;
  RETURN QUERY
  INSERT INTO jobs.dropped AS d (id, name, payload, key, queue, attempts, error, failed_at, dropped_at, dropped_by, reason)
    SELECT j.id, s.name, j.payload, j.key, w.queue_name, s.attempts, s.last_error, s.failed_at, at, who, why
    FROM graphile_worker._private_jobs j JOIN graphile_worker.jobs w ON w.id = j.id CROSS JOIN LATERAL jobs.stuck(j.id) s WHERE j.id = job
    RETURNING d.name, d.payload, d.error;
  DELETE FROM jobs.retried WHERE id = job;
  PERFORM graphile_worker.complete_jobs(ARRAY[job]);
END $$;
