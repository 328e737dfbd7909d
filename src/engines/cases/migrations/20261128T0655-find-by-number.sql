-- The numbers that somebody may ask for a dossier by: of persons, businesses and telephones, as its answers and its applicant hold
-- them; digits only, a telephone number as it is dialled here.
CREATE FUNCTION cases.numbers_of(answers jsonb, phone text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT array_agg(DISTINCT n) FROM (
    SELECT regexp_replace(regexp_replace(v, '[ .]', '', 'g'), '^\+84', '0') AS n FROM (
      SELECT a #>> '{}' AS v FROM jsonb_path_query(answers, '$.** ? (@.type() == "string" && @ like_regex "^[+0-9][0-9 .]{8,18}$")') AS a
      UNION ALL SELECT phone) AS said) AS found
  WHERE n ~ '^[0-9]{9,14}$');

-- Worked out from the row, so that a number that is erased from the answers is not found by any more.
CREATE INDEX dossier_numbers ON cases.dossier USING gin (cases.numbers_of(data, phone));
