-- For loads in bulk: the next `p_count` numbers of a book at once, every one of them given. The app's role moves a book by more
-- than one by this function alone (within it its owner acts), and it leaves no gap.
CREATE OR REPLACE FUNCTION numbering.keep_dense() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_many boolean := coalesce(current_setting('numbering.giving', true), '') = 'many' AND current_user <> 'fansipan_app';
BEGIN
  IF TG_OP = 'INSERT' AND NEW.last <> 1 AND NOT v_many
    OR TG_OP = 'UPDATE' AND (NEW.last <> OLD.last + 1 AND NOT (v_many AND NEW.last > OLD.last)
      OR (NEW.id, NEW.series, NEW.kind, NEW.period) <> (OLD.id, OLD.series, OLD.kind, OLD.period))
  THEN
    RAISE EXCEPTION 'numbers of book % run on one by one', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'book_dense';
  END IF;
  RETURN NEW;
END $$;

-- Returns the last of the numbers.
CREATE FUNCTION numbering.give_many(p_id uuid, p_agency uuid, p_series text, p_kind text, p_period text, p_count integer)
  RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_book uuid;
  v_last integer;
BEGIN
  -- Not as a SET of the function: who owns the database need be no superuser, and may not give functions settings of ours.
  PERFORM set_config('numbering.giving', 'many', true);
  INSERT INTO numbering.book AS b (id, agency_id, series, kind, period, last)
    VALUES (p_id, p_agency, p_series, p_kind, p_period, p_count)
    ON CONFLICT ON CONSTRAINT book_one_a_period DO UPDATE SET last = b.last + p_count
    RETURNING b.id, b.last INTO v_book, v_last;
  INSERT INTO numbering.number (book_id, n) SELECT v_book, generate_series(v_last - p_count + 1, v_last);
  PERFORM set_config('numbering.giving', '', true);
  RETURN v_last;
END $$;
REVOKE ALL ON FUNCTION numbering.give_many(uuid, uuid, text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION numbering.give_many(uuid, uuid, text, text, text, integer) TO fansipan_app;
