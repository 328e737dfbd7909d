-- Dossiers are found by code and names, however they are typed: lower-case Latin letters and digits, words parted by one space.
-- The same as `fold` of the platform makes of what somebody types, for the letters that names here have.
CREATE FUNCTION cases.search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(translate(
  regexp_replace(lower(normalize(words, NFKD)), U&'[\0300-\036F]', '', 'g'), U&'\0111\00F0', 'dd'), '[^a-z0-9]+', ' ', 'g'));

-- Worked out by the database, so that no way of writing a dossier can forget it.
ALTER TABLE cases.dossier ADD COLUMN search text NOT NULL
  GENERATED ALWAYS AS (cases.search_key(code || ' ' || owner_name || ' ' || applicant_name)) STORED;
CREATE INDEX dossier_search ON cases.dossier USING gin (search public.gin_trgm_ops);
-- The register of an agency: what it received, newest first.
CREATE INDEX dossier_received ON cases.dossier (received_by, id DESC);
