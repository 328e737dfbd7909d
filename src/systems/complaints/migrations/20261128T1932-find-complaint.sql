-- What a complaint is found by: who complains, its number, and the dossier's code, without tone marks, as `fold` of #platform/text writes them
-- (names are stored tidied: nothing invisible, no letters of other alphabets).
ALTER TABLE complaints.complaint ADD COLUMN sought text NOT NULL GENERATED ALWAYS AS (
  regexp_replace(
    replace(regexp_replace(normalize(lower(name || ' ' || number || ' ' || dossier_code), NFKD), U&'[\0300-\036F]', '', 'g'), 'đ', 'd'),
    '[^[:alnum:]]+', ' ', 'g')
) STORED;
