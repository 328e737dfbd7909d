-- Jobs are kept by graphile-worker in its own schema. The app's role may put a job in, and nothing else there.
CREATE FUNCTION jobs.enqueue(name text, payload json, run_at timestamptz, job_key text, queue text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT graphile_worker.add_job(name, payload, queue_name := queue, run_at := run_at, max_attempts := 25, job_key := job_key)
$$;
REVOKE ALL ON FUNCTION jobs.enqueue FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.enqueue TO fansipan_app;

-- Which workers are alive: the jobs of one that was not heard of for 20 seconds are taken up by others.
CREATE TABLE jobs.worker (
  id text PRIMARY KEY,
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- How many jobs are due: for the metrics.
CREATE FUNCTION jobs.waiting() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT count(*) FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts
$$;
REVOKE ALL ON FUNCTION jobs.waiting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.waiting TO fansipan_app;
