-- What the units are is asked with every act and changes a few times a year. Whoever has read it under this stamp need not ask again as
-- long as it stands: a transaction that changes anything of it makes a new one at its end, so that nobody waits for anybody before.
CREATE TABLE organisation.stamp (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  stamp uuid NOT NULL
);
INSERT INTO organisation.stamp (stamp) VALUES (gen_random_uuid());

CREATE FUNCTION organisation.stamp_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Once a transaction, however many units an import brings.
  IF current_setting('organisation.stamped', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    UPDATE organisation.stamp SET stamp = gen_random_uuid();
    PERFORM set_config('organisation.stamped', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER area_version_stamped AFTER INSERT OR UPDATE OR DELETE ON organisation.area_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
CREATE CONSTRAINT TRIGGER area_succession_stamped AFTER INSERT OR UPDATE OR DELETE ON organisation.area_succession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
CREATE CONSTRAINT TRIGGER agency_version_stamped AFTER INSERT OR UPDATE OR DELETE ON organisation.agency_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
CREATE CONSTRAINT TRIGGER agency_succession_stamped AFTER INSERT OR UPDATE OR DELETE ON organisation.agency_succession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
CREATE CONSTRAINT TRIGGER agency_area_stamped AFTER INSERT OR UPDATE OR DELETE ON organisation.agency_area
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
