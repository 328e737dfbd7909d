-- How the statutory slips are worded (forms 01–07 of Circular 03/2025/TT-VPCP, annex I), beside the text they come with.
-- Nothing is changed or deleted: a slip that was given is drawn with the text of its day.
CREATE TABLE cases.slip_text (
  kind text NOT NULL CHECK (kind IN ('receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register')),
  version int NOT NULL CHECK (version > 0),
  size text NOT NULL CHECK (size IN ('A4', 'A5')),
  heading text[] NOT NULL CHECK (cardinality(heading) BETWEEN 1 AND 3),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 10000),
  footer text NOT NULL DEFAULT '' CHECK (length(footer) <= 300),
  since timestamptz NOT NULL,
  by uuid NOT NULL,
  PRIMARY KEY (kind, version)
);

REVOKE UPDATE, DELETE, TRUNCATE ON cases.slip_text FROM fansipan_app;
CREATE FUNCTION cases.refuse_slip_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the text of a slip is never changed; a new version follows it';
END $$;
CREATE TRIGGER slip_text_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cases.slip_text
  FOR EACH STATEMENT EXECUTE FUNCTION cases.refuse_slip_change();
