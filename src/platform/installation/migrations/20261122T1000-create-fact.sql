-- What this installation is, kept with its data: whether everything in it is invented, and what it calls itself.
CREATE TABLE installation.fact (
  key text PRIMARY KEY CHECK (key IN ('demo', 'name', 'authority', 'hotline', 'seeded')),
  value text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now()
);
-- A demo stays a demo: its accounts and dossiers are known to everybody. Real data go into an installation of their own.
CREATE FUNCTION installation.keep_demo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.key = 'demo' AND (TG_OP = 'DELETE' OR NEW.value <> OLD.value) THEN
    RAISE EXCEPTION 'a demo installation cannot be made a real one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER fact_keep_demo BEFORE UPDATE OR DELETE ON installation.fact FOR EACH ROW EXECUTE FUNCTION installation.keep_demo();
