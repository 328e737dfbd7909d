-- Roles that come with the program, and those that an installation has made for itself. What is here now came with it.
ALTER TABLE identity.role ADD COLUMN built_in boolean NOT NULL DEFAULT false, ADD COLUMN ended_at timestamptz;
UPDATE identity.role SET built_in = true;

-- A role that has ended gives nothing any more; it stays, for old entries and posts name it. Those of the program do not end.
ALTER TABLE identity.role ADD CONSTRAINT role_built_in_stays CHECK (NOT built_in OR ended_at IS NULL);

-- One living role of a name: an administrator chooses roles by their names.
CREATE UNIQUE INDEX role_name ON identity.role (lower(name_vi)) WHERE ended_at IS NULL;

-- What a role of the program allows is written in docs/permissions.md and held against it by a test: only a migration, which the
-- owner of the table runs, may change it.
CREATE FUNCTION identity.keep_built_in_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.built_in AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'role % comes with the program', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER role_keep_built_in BEFORE UPDATE OR DELETE ON identity.role
  FOR EACH ROW EXECUTE FUNCTION identity.keep_built_in_role();
