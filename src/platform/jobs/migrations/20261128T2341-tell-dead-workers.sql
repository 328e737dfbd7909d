-- As before, with the workers that fell silent and whose work nobody has taken over: one that is stopped takes its leave.
DROP FUNCTION jobs.standstill();
CREATE FUNCTION jobs.standstill() RETURNS TABLE (workers int, silent int, overdue int, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
  SELECT (SELECT count(*)::int FROM jobs.worker w WHERE w.seen_at > now() - interval '30 seconds'),
    (SELECT count(*)::int FROM jobs.worker w WHERE w.seen_at <= now() - interval '30 seconds'), count(*)::int, min(j.run_at)
  FROM graphile_worker._private_jobs j
  WHERE j.run_at < now() - interval '5 minutes' AND j.attempts < j.max_attempts AND j.locked_at IS NULL
$$;
REVOKE ALL ON FUNCTION jobs.standstill FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.standstill TO fansipan_app;
