-- An agency, or a unit within one: stable id and dated versions, as areas.
CREATE TABLE organisation.agency (id uuid PRIMARY KEY);
REVOKE DELETE ON organisation.agency FROM fansipan_app;

CREATE TABLE organisation.agency_version (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Decision 20/2020/QĐ-TTg: at most 35 characters, groups of 0-9 A-Z separated by dots, the highest level first.
  identifier text NOT NULL CHECK (identifier ~ '^[0-9A-Z]+(\.[0-9A-Z]+)*$' AND length(identifier) <= 35),
  -- The older form V1V2V3.Z1Z2.Y1Y2.MX1X2, which dossier codes (Circular 01/2018/TT-VPCP art. 19) still carry.
  legacy_identifier text CHECK (legacy_identifier ~ '^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$'),
  name text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
  short_name text,
  folded text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ministry', 'provincial-committee', 'district-committee', 'commune-committee',
    'department', 'office', 'service-centre', 'one-stop-desk', 'division', 'public-unit')),
  level text NOT NULL CHECK (level IN ('central', 'province', 'district', 'commune')),
  area_id uuid REFERENCES organisation.area,
  parent_id uuid REFERENCES organisation.agency,
  address text,
  phone text,
  unverified boolean NOT NULL DEFAULT false,
  note text,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  CONSTRAINT agency_version_has_area CHECK (level = 'central' OR area_id IS NOT NULL),
  CONSTRAINT agency_version_one_identifier EXCLUDE USING gist (identifier WITH =, valid WITH &&)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT agency_version_one_legacy_identifier EXCLUDE USING gist (legacy_identifier WITH =, valid WITH &&)
    WHERE (legacy_identifier IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT agency_version_one_at_a_time EXCLUDE USING gist (agency_id WITH =, valid WITH &&)
    DEFERRABLE INITIALLY IMMEDIATE,
  -- Each unit of the state has one people's committee (Constitution art. 114; Law 72/2025).
  CONSTRAINT agency_version_one_committee EXCLUDE USING gist (area_id WITH =, valid WITH &&)
    WHERE (kind IN ('provincial-committee', 'district-committee', 'commune-committee'))
    DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX agency_version_agency ON organisation.agency_version (agency_id);
CREATE INDEX agency_version_parent ON organisation.agency_version (parent_id);
CREATE INDEX agency_version_area ON organisation.agency_version (area_id);
CREATE INDEX agency_version_identifier ON organisation.agency_version (identifier);
CREATE INDEX agency_version_legacy_identifier ON organisation.agency_version (legacy_identifier);
CREATE INDEX agency_version_folded ON organisation.agency_version (folded text_pattern_ops);

-- On every day of an agency's life its parent and its area are there, and it never stands above itself: an office of a dissolved commune must have gone
-- into another before the commune goes, or nobody would answer for its open dossiers.
CREATE FUNCTION organisation.check_agency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  here organisation.agency_version;
  lost text;
  broken text;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    -- The row as it is when the check is made: it may have been changed again since.
    SELECT * INTO here FROM organisation.agency_version v WHERE v.id = NEW.id;
    IF here.parent_id IS NOT NULL THEN
      IF NOT coalesce((SELECT range_agg(p.valid) @> here.valid FROM organisation.agency_version p
                       WHERE p.agency_id = here.parent_id), false) THEN
        broken := 'agency_version_parent_there';
      -- Above itself on some day? The walk ends: periods only shrink on the way up.
      ELSIF EXISTS (
        WITH RECURSIVE up (id, valid) AS (
          SELECT here.parent_id, here.valid
          UNION
          SELECT p.parent_id, p.valid * up.valid FROM up
          JOIN organisation.agency_version p ON p.agency_id = up.id AND p.valid && up.valid
          WHERE p.parent_id IS NOT NULL AND up.id <> here.agency_id)
        SELECT FROM up WHERE up.id = here.agency_id) THEN
        broken := 'agency_version_not_above_itself';
      END IF;
    END IF;
    IF broken IS NULL AND here.area_id IS NOT NULL AND NOT coalesce((
      SELECT range_agg(a.valid) @> here.valid FROM organisation.area_version a WHERE a.area_id = here.area_id), false)
    THEN
      broken := 'agency_version_area_there';
    END IF;
    lost := here.name;
  END IF;
  IF broken IS NULL AND TG_OP <> 'INSERT' THEN
    SELECT v.name, 'agency_version_parent_there' INTO lost, broken FROM organisation.agency_version v
    WHERE v.parent_id = OLD.agency_id AND NOT coalesce((
      SELECT range_agg(p.valid) @> v.valid FROM organisation.agency_version p WHERE p.agency_id = v.parent_id), false)
    LIMIT 1;
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION '%: %', broken, lost USING ERRCODE = 'check_violation', CONSTRAINT = broken, DETAIL = lost;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER agency_version_held AFTER INSERT OR UPDATE OR DELETE ON organisation.agency_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.check_agency();

CREATE FUNCTION organisation.check_area_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lost text;
BEGIN
  SELECT v.name INTO lost FROM organisation.agency_version v
  WHERE v.area_id = OLD.area_id AND NOT coalesce((
    SELECT range_agg(a.valid) @> v.valid FROM organisation.area_version a WHERE a.area_id = v.area_id), false)
  LIMIT 1;
  IF lost IS NOT NULL THEN
    RAISE EXCEPTION 'agency without area for part of its time: %', lost
      USING ERRCODE = 'check_violation', CONSTRAINT = 'agency_version_area_there', DETAIL = lost;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER area_version_agencies_held AFTER UPDATE OR DELETE ON organisation.area_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.check_area_agencies();

CREATE TABLE organisation.agency_succession (
  from_id uuid NOT NULL REFERENCES organisation.agency,
  into_id uuid NOT NULL REFERENCES organisation.agency,
  on_date date NOT NULL,
  share text NOT NULL CHECK (share IN ('whole', 'part')),
  unverified boolean NOT NULL DEFAULT false,
  note text,
  PRIMARY KEY (from_id, into_id, on_date),
  CONSTRAINT agency_succession_not_itself CHECK (from_id <> into_id),
  CONSTRAINT agency_succession_whole_or_parts EXCLUDE USING gist (
    from_id WITH =, on_date WITH =, ((share = 'whole')::integer) WITH <>)
);
CREATE UNIQUE INDEX agency_succession_one_whole ON organisation.agency_succession (from_id, on_date)
  WHERE share = 'whole';
CREATE INDEX agency_succession_into ON organisation.agency_succession (into_id);

-- Work belongs to posts and agencies, never to persons: who holds a post is kept elsewhere.
CREATE TABLE organisation.post (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  title_vi text NOT NULL CHECK (title_vi <> '' AND title_vi IS NFC NORMALIZED),
  title_en text NOT NULL CHECK (title_en <> ''),
  roles text[] NOT NULL,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid))
);
CREATE INDEX post_agency ON organisation.post (agency_id);

-- One row for each run of an import: the subject of its ledger entries.
CREATE TABLE organisation.unit_import (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  lines integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  corrected integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0
);
