-- A version that turns out to be faulty on the very day on which it came into force is replaced the same day: nobody else is to apply
-- under it. It was in force, so dossiers may run on it, and it stays what it was; it has no day of its own any more.
ALTER TABLE procedures.procedure_version DROP CONSTRAINT procedure_version_status_check;
ALTER TABLE procedures.procedure_version ADD CONSTRAINT procedure_version_status_check
  CHECK (status IN ('draft', 'published', 'withdrawn', 'replaced'));

CREATE OR REPLACE FUNCTION procedures.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published procedure version stays' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_immutable';
  END IF;
  IF to_jsonb(NEW) - ARRAY['valid', 'status'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['valid', 'status']
    OR (NEW.status <> OLD.status AND NOT (OLD.status = 'published' AND NEW.status IN ('withdrawn', 'replaced')))
    OR (NEW.status = 'published' AND lower(NEW.valid) <> lower(OLD.valid)) THEN
    RAISE EXCEPTION 'a published procedure version does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_immutable';
  END IF;
  RETURN NEW;
END $$;
