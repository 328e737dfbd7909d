-- A book of numbers: one run of an agency's numbers of one kind in one year or on one day.
CREATE TABLE numbering.book (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- What tells one run from another beside kind and period: the agency's id, or where the number is printed after a code
  -- (dossiers) that code, because codes are given again to other agencies and no two dossiers may bear the same.
  series text NOT NULL CHECK (series <> ''),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]*$'),
  -- A year or a day.
  period text NOT NULL CHECK (period ~ '^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$'),
  last integer NOT NULL CHECK (last > 0),
  CONSTRAINT book_one_a_period UNIQUE (series, kind, period)
);
CREATE INDEX book_agency ON numbering.book (agency_id, kind, period);

-- The numbers given. Two racing clerks wait for each other at the book's row; should anything ever give a number again,
-- this key refuses the second.
CREATE TABLE numbering.number (
  book_id uuid NOT NULL REFERENCES numbering.book,
  n integer NOT NULL CHECK (n > 0),
  given_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT number_once PRIMARY KEY (book_id, n)
);

-- Decree 30/2020/NĐ-CP art. 8 and Circular 01/2018/TT-VPCP art. 19: numbers run on one by one within their period. A book
-- begins with 1 and moves by one; it is never set back, and no number is taken out of it.
CREATE FUNCTION numbering.keep_dense() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.last <> 1
    OR TG_OP = 'UPDATE' AND (NEW.last <> OLD.last + 1
      OR (NEW.id, NEW.series, NEW.kind, NEW.period) <> (OLD.id, OLD.series, OLD.kind, OLD.period))
  THEN
    RAISE EXCEPTION 'numbers of book % run on one by one', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'book_dense';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER book_dense BEFORE INSERT OR UPDATE ON numbering.book
  FOR EACH ROW EXECUTE FUNCTION numbering.keep_dense();

REVOKE DELETE ON numbering.book FROM fansipan_app;
REVOKE UPDATE, DELETE ON numbering.number FROM fansipan_app;
