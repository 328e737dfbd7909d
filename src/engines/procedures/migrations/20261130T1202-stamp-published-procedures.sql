-- Whether what was begun under a version may still be sent is asked for each application: kept under the stamp of the units
-- (organisation). Drafts are written all day; only what is published, replaced or withdrawn makes the stamp new.
CREATE CONSTRAINT TRIGGER procedure_version_stamped AFTER UPDATE OF status ON procedures.procedure_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status)
  EXECUTE FUNCTION organisation.stamp_anew();
