-- Of each application of a province there may be several: the same matter, the same days, dossiers of their own.
ALTER TABLE simulation.run ADD COLUMN alike integer NOT NULL DEFAULT 1 CHECK (alike BETWEEN 1 AND 65535);

-- A text of a row as the k-th of alike dossiers has it, counted from 0. SOH stands for what tells its ids from those of the others;
-- STX number ":" width ETX for a number of a book: that of the first of them, and how many digits it has at least.
CREATE FUNCTION simulation.copied(p_text text, p_k integer) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_text text := replace(p_text, E'\x01', lpad(to_hex(p_k), 4, '0'));
  v_said text;
  v_piece text;
  v_number text;
BEGIN
  IF position(E'\x02' IN v_text) = 0 THEN
    RETURN v_text;
  END IF;
  v_said := split_part(v_text, E'\x02', 1);
  FOREACH v_piece IN ARRAY (string_to_array(v_text, E'\x02'))[2:] LOOP
    v_number := (split_part(v_piece, ':', 1)::integer + p_k)::text;
    v_said := v_said
      || lpad(v_number, greatest(length(v_number), split_part(split_part(v_piece, E'\x03', 1), ':', 2)::integer), '0')
      || substr(v_piece, position(E'\x03' IN v_piece) + 1);
  END LOOP;
  RETURN v_said;
END $$;
