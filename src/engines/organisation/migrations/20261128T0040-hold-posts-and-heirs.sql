-- A post begins on a day on which its agency is there, and whoever takes over a unit's work is there on that day: a version
-- that posts or successions rest on is not taken away from under them, or open dossiers would go to nobody.
CREATE FUNCTION organisation.check_agency_needed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF EXISTS (SELECT FROM organisation.post p WHERE p.agency_id = OLD.agency_id AND NOT EXISTS (
      SELECT FROM organisation.agency_version v WHERE v.agency_id = p.agency_id AND v.valid @> lower(p.valid))) THEN
    broken := 'post_agency_there';
  ELSIF EXISTS (SELECT FROM organisation.agency_succession s WHERE s.into_id = OLD.agency_id AND NOT EXISTS (
      SELECT FROM organisation.agency_version v WHERE v.agency_id = s.into_id AND v.valid @> s.on_date)) THEN
    broken := 'agency_heir_there';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION '%: %', broken, OLD.name USING ERRCODE = 'check_violation', CONSTRAINT = broken, DETAIL = OLD.name;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agency_version_needed AFTER UPDATE OR DELETE ON organisation.agency_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.check_agency_needed();

CREATE FUNCTION organisation.check_area_needed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM organisation.area_succession s WHERE s.into_id = OLD.area_id AND NOT EXISTS (
      SELECT FROM organisation.area_version v WHERE v.area_id = s.into_id AND v.valid @> s.on_date)) THEN
    RAISE EXCEPTION 'area_heir_there: %', OLD.full_name
      USING ERRCODE = 'check_violation', CONSTRAINT = 'area_heir_there', DETAIL = OLD.full_name;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER area_version_needed AFTER UPDATE OR DELETE ON organisation.area_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.check_area_needed();
