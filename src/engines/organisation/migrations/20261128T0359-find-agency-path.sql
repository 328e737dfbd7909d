-- An agency with those above it on a day, the nearest first: what every question of who may do something walks. As a function,
-- because its plan is kept; a recursive query is planned anew each time, which takes four times as long as running it.
CREATE FUNCTION organisation.agency_path(p_agency uuid, p_day date) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  path uuid[] := ARRAY[p_agency];
  above uuid := p_agency;
BEGIN
  -- Nothing stands above itself (agency_version_not_above_itself); the bound is for a database that was tampered with.
  FOR depth IN 1..12 LOOP
    SELECT v.parent_id INTO above FROM organisation.agency_version v WHERE v.agency_id = above AND v.valid @> p_day;
    EXIT WHEN above IS NULL;
    path := path || above;
  END LOOP;
  RETURN path;
END $$;
