CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Subject areas (lĩnh vực): `hộ tịch`, `đất đai`.
CREATE TABLE procedures.field (
  code text PRIMARY KEY CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
  folded text NOT NULL
);

-- BPMN files. A version that has landed never changes: running dossiers stand in it.
CREATE TABLE procedures.process (
  id text NOT NULL CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version integer NOT NULL CHECK (version > 0),
  name text NOT NULL,
  xml text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id, version)
);
REVOKE UPDATE, DELETE ON procedures.process FROM fansipan_app;

-- The procedure as a thing; everything legal is in its versions.
CREATE TABLE procedures.procedure (
  id uuid PRIMARY KEY,
  -- `1.001193` nationally, with the agency's identifier where the province has its own: `1.011441.000.00.00.H38`
  -- (Circular 02/2017/TT-VPCP; the list of the national portal).
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){1,8}$'),
  created_at timestamptz NOT NULL
);

-- A limit of a channel: {n, unit, cutOff?, includeReceiptDay?}, as the engine worktime reads it.
CREATE FUNCTION procedures.is_limit(l jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(
  jsonb_typeof(l) = 'object' AND jsonb_typeof(l -> 'n') = 'number' AND (l ->> 'n')::numeric BETWEEN 0 AND 3650
  AND l ->> 'unit' IN ('working-hour', 'working-day', 'calendar-day', 'month')
  AND ((l ->> 'n')::numeric > 0 OR l ->> 'unit' = 'working-day')
  AND (l -> 'cutOff' IS NULL OR l ->> 'cutOff' ~ '^([01]\d|2[0-3]):[0-5]\d$'), false);

CREATE FUNCTION procedures.are_limits(limits jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  jsonb_typeof(limits) = 'object'
  AND limits - ARRAY['online', 'counter', 'post'] = '{}'
  AND (limits -> 'online' IS NULL OR procedures.is_limit(limits -> 'online'))
  AND (limits -> 'counter' IS NULL OR procedures.is_limit(limits -> 'counter'))
  AND (limits -> 'post' IS NULL OR procedures.is_limit(limits -> 'post'));

CREATE TABLE procedures.procedure_version (
  id uuid PRIMARY KEY,
  procedure_id uuid NOT NULL REFERENCES procedures.procedure,
  number integer NOT NULL CHECK (number > 0),
  status text NOT NULL CHECK (status IN ('draft', 'published', 'withdrawn')),
  name text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
  -- What a search looks in: name, code, results and plain words, folded.
  folded_name text NOT NULL,
  search text NOT NULL,
  field_code text NOT NULL REFERENCES procedures.field,
  levels text[] NOT NULL CHECK (levels <@ ARRAY['central', 'province', 'district', 'commune', 'other']),
  -- Kind of the agency that decides, as the engine organisation names kinds; null where the source only describes it.
  agency_kind text,
  decided_by text,
  subjects text[] NOT NULL,
  legal_basis text[] NOT NULL,
  papers jsonb NOT NULL CHECK (jsonb_typeof(papers) = 'array'),
  fees jsonb NOT NULL CHECK (jsonb_typeof(fees) = 'array'),
  limits jsonb NOT NULL CONSTRAINT procedure_version_limits CHECK (procedures.are_limits(limits)),
  results text[] NOT NULL,
  -- Full or partly online: Decree 42/2022/NĐ-CP art. 11.
  service_level text NOT NULL CHECK (service_level IN ('full-online', 'partly-online', 'counter')),
  form_id text,
  form_version integer CHECK (form_version > 0),
  process_id text,
  process_version integer,
  life_events text[] NOT NULL,
  keywords text[] NOT NULL,
  -- Paths of what nobody has confirmed, e.g. `limits.online.unit`. Shown as such, and to be confirmed by staff.
  unverified text[] NOT NULL,
  -- What is still to be said before it can be published; empty when nothing is.
  missing text[] NOT NULL,
  -- Where it was taken from: the publisher's address, decision, and the parts of its record that were read differently.
  source jsonb NOT NULL,
  source_sha256 text,
  content_sha256 text NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  valid daterange NOT NULL DEFAULT 'empty',
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  published_at timestamptz,
  published_by text,
  UNIQUE (procedure_id, number),
  FOREIGN KEY (process_id, process_version) REFERENCES procedures.process,
  FOREIGN KEY (form_id, form_version) REFERENCES forms.form_version,
  CHECK ((form_id IS NULL) = (form_version IS NULL)),
  CHECK ((process_id IS NULL) = (process_version IS NULL)),
  CHECK ((status = 'draft') = (published_at IS NULL) AND (published_at IS NULL) = (published_by IS NULL)),
  CONSTRAINT procedure_version_valid CHECK (
    (status = 'published') = (NOT isempty(valid)) AND (isempty(valid) OR NOT lower_inf(valid))),
  -- A dossier whose clock runs has a due time, so what is published states a limit (Law on Administrative procedures'
  -- control: Decree 63/2010/NĐ-CP art. 8 makes the time limit a part of every procedure), and nothing else is missing.
  CONSTRAINT procedure_version_complete CHECK (status = 'draft' OR (limits <> '{}' AND missing = '{}')),
  -- One version in force on any day.
  CONSTRAINT procedure_version_one_in_force EXCLUDE USING gist (procedure_id WITH =, valid WITH &&)
    WHERE (status = 'published') DEFERRABLE INITIALLY IMMEDIATE
);
-- One draft at a time: two clerks edit the same one, and the second sees what the first has changed.
CREATE UNIQUE INDEX procedure_version_one_draft ON procedures.procedure_version (procedure_id) WHERE status = 'draft';
CREATE INDEX procedure_version_field ON procedures.procedure_version (field_code) WHERE status = 'published';
CREATE INDEX procedure_version_life_events ON procedures.procedure_version USING gin (life_events) WHERE status = 'published';
CREATE INDEX procedure_version_search ON procedures.procedure_version USING gin (search gin_trgm_ops) WHERE status = 'published';
CREATE INDEX procedure_version_process ON procedures.procedure_version (process_id, process_version);

-- Once published a version is what people applied under: only the day on which it ends may still change, and it may be
-- withdrawn before its first day (the code sees to that).
CREATE FUNCTION procedures.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published procedure version stays' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_immutable';
  END IF;
  IF to_jsonb(NEW) - ARRAY['valid', 'status'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['valid', 'status']
    OR (NEW.status <> OLD.status AND NOT (OLD.status = 'published' AND NEW.status = 'withdrawn'))
    OR (NEW.status = 'published' AND lower(NEW.valid) <> lower(OLD.valid)) THEN
    RAISE EXCEPTION 'a published procedure version does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER procedure_version_immutable BEFORE UPDATE OR DELETE ON procedures.procedure_version
  FOR EACH ROW EXECUTE FUNCTION procedures.keep_published();

-- Packs that were loaded, by the digest of their content: the same pack is not read twice.
CREATE TABLE procedures.pack (
  id text PRIMARY KEY,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz NOT NULL
);
