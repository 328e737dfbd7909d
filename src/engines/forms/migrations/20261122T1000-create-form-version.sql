-- A form is data. A dossier names the version it was filled in with, and is read with it for as long as it is kept
-- (Decree 118/2025/NĐ-CP: the record of what was declared), so a version that has landed never changes.
CREATE TABLE forms.form_version (
  id text NOT NULL CHECK (id ~ '^[a-z0-9][a-z0-9.-]{0,79}$'),
  version int NOT NULL CHECK (version >= 1),
  -- JSON Schema 2020-12.
  schema jsonb NOT NULL CHECK (jsonb_typeof(schema) = 'object'),
  -- Pages and fields: order, words, conditions.
  layout jsonb NOT NULL CHECK (jsonb_typeof(layout -> 'pages') = 'array' AND jsonb_typeof(layout -> 'fields') = 'object'),
  -- Of the canonical JSON of all of it, so that it is known from an export alone whether it is the same.
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id, version)
);

REVOKE UPDATE, DELETE, TRUNCATE ON forms.form_version FROM fansipan_app;

-- The owner of the table is held to it as well.
CREATE FUNCTION forms.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a form never changes';
END $$;

CREATE TRIGGER form_version_never_changes BEFORE UPDATE OR DELETE ON forms.form_version
  FOR EACH ROW EXECUTE FUNCTION forms.refuse_change();
