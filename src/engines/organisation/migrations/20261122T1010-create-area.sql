CREATE EXTENSION IF NOT EXISTS btree_gist;

-- An area is a thing with an id that never changes; what it is called, what it belongs to and which code it has are
-- facts of a period. Codes are reused with another meaning: 02647 was Phường Kim Tân and is Phường Lào Cai since
-- 01/07/2025 (Resolution 1673/NQ-UBTVQH15).
CREATE TABLE organisation.area (id uuid PRIMARY KEY);
-- What once had an id keeps it: dossiers, figures and entries point to it.
REVOKE DELETE ON organisation.area FROM fansipan_app;

CREATE FUNCTION organisation.level_rank(level text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE level WHEN 'province' THEN 1 WHEN 'district' THEN 2 WHEN 'commune' THEN 3 WHEN 'village' THEN 4 END;

CREATE TABLE organisation.area_version (
  id uuid PRIMARY KEY,
  area_id uuid NOT NULL REFERENCES organisation.area,
  code text NOT NULL CHECK (code ~ '^[0-9A-Z.]{2,12}$'),
  level text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
  full_name text NOT NULL CHECK (full_name <> '' AND full_name IS NFC NORMALIZED),
  folded text NOT NULL,
  parent_id uuid REFERENCES organisation.area,
  seat text,
  area_km2 double precision CHECK (area_km2 > 0),
  population integer CHECK (population >= 0),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  unverified boolean NOT NULL DEFAULT false,
  note text,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  -- Kinds of units: Law on Organisation of Local Government 77/2015 art. 2 (three levels), 72/2025 art. 1 (two levels;
  -- special zones). Villages and street groups are not units of the state, but addresses and figures name them.
  CONSTRAINT area_version_kind_of_level CHECK (
    (level = 'province' AND kind IN ('province', 'municipality')) OR
    (level = 'district' AND kind IN ('rural-district', 'urban-district', 'district-town', 'provincial-city')) OR
    (level = 'commune' AND kind IN ('commune', 'ward', 'township', 'special-zone')) OR
    (level = 'village' AND kind IN ('hamlet', 'village', 'street-group'))),
  CONSTRAINT area_version_has_parent CHECK ((level = 'province') = (parent_id IS NULL)),
  -- A code means one thing on any day. Deferrable: a reform may hand codes round within one transaction.
  CONSTRAINT area_version_one_code EXCLUDE USING gist (code WITH =, level WITH =, valid WITH &&)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT area_version_one_at_a_time EXCLUDE USING gist (area_id WITH =, valid WITH &&)
    DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX area_version_area ON organisation.area_version (area_id);
CREATE INDEX area_version_parent ON organisation.area_version (parent_id);
CREATE INDEX area_version_code ON organisation.area_version (code, level);
CREATE INDEX area_version_folded ON organisation.area_version (folded text_pattern_ops);

-- A unit belongs to a unit of a higher level on every day of its life: checked at the end of the transaction, when a
-- unit comes or changes, and when what it hangs on goes.
CREATE FUNCTION organisation.check_area_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lost text;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT v.full_name INTO lost FROM organisation.area_version v
    WHERE v.id = NEW.id AND v.parent_id IS NOT NULL AND NOT coalesce((
      SELECT range_agg(p.valid) @> v.valid FROM organisation.area_version p
      WHERE p.area_id = v.parent_id AND organisation.level_rank(p.level) < organisation.level_rank(v.level)), false);
  END IF;
  IF lost IS NULL AND TG_OP <> 'INSERT' THEN
    SELECT v.full_name INTO lost FROM organisation.area_version v
    WHERE v.parent_id = OLD.area_id AND NOT coalesce((
      SELECT range_agg(p.valid) @> v.valid FROM organisation.area_version p
      WHERE p.area_id = v.parent_id AND organisation.level_rank(p.level) < organisation.level_rank(v.level)), false)
    LIMIT 1;
  END IF;
  IF lost IS NOT NULL THEN
    RAISE EXCEPTION 'area without parent for part of its time: %', lost
      USING ERRCODE = 'check_violation', CONSTRAINT = 'area_version_parent_there', DETAIL = lost;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER area_version_parent_there AFTER INSERT OR UPDATE OR DELETE ON organisation.area_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.check_area_parent();

-- What became of a unit: its whole went into another, or parts of it into several, on a day.
CREATE TABLE organisation.area_succession (
  from_id uuid NOT NULL REFERENCES organisation.area,
  into_id uuid NOT NULL REFERENCES organisation.area,
  on_date date NOT NULL,
  share text NOT NULL CHECK (share IN ('whole', 'part')),
  unverified boolean NOT NULL DEFAULT false,
  note text,
  PRIMARY KEY (from_id, into_id, on_date),
  CONSTRAINT area_succession_not_itself CHECK (from_id <> into_id),
  -- The whole goes to one successor only, and what goes whole does not go in parts on the same day.
  CONSTRAINT area_succession_whole_or_parts EXCLUDE USING gist (
    from_id WITH =, on_date WITH =, ((share = 'whole')::integer) WITH <>)
);
CREATE UNIQUE INDEX area_succession_one_whole ON organisation.area_succession (from_id, on_date) WHERE share = 'whole';
CREATE INDEX area_succession_into ON organisation.area_succession (into_id);

CREATE TABLE organisation.boundary (
  id uuid PRIMARY KEY,
  area_id uuid NOT NULL REFERENCES organisation.area,
  geometry jsonb NOT NULL CHECK (geometry ->> 'type' IN ('Polygon', 'MultiPolygon')),
  source text NOT NULL,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  CONSTRAINT boundary_one_at_a_time EXCLUDE USING gist (area_id WITH =, valid WITH &&)
);
