-- Of each application of a province there may be several: the same matter, the same days, dossiers of their own.
ALTER TABLE simulation.run ADD COLUMN alike integer NOT NULL DEFAULT 1 CHECK (alike BETWEEN 1 AND 65535);

-- A text of a row as the k-th of alike dossiers has it, counted from 0: each STX number ":" width ETX is the number that the first
-- of them was given by a book, and how many digits it has at least.
CREATE FUNCTION simulation.numbered(p_text text, p_k integer) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  v_said text := split_part(p_text, E'\x02', 1);
  v_piece text;
  v_number text;
BEGIN
  FOREACH v_piece IN ARRAY (string_to_array(p_text, E'\x02'))[2:] LOOP
    v_number := (split_part(v_piece, ':', 1)::integer + p_k)::text;
    v_said := v_said
      || lpad(v_number, greatest(length(v_number), split_part(split_part(v_piece, E'\x03', 1), ':', 2)::integer), '0')
      || substr(v_piece, position(E'\x03' IN v_piece) + 1);
  END LOOP;
  RETURN v_said;
END $$;
