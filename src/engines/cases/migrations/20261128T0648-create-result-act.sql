-- What becomes of a result after it was issued: a slip of the pen is corrected and it is issued again in a copy that takes its
-- place, or it is revoked or annulled by a decision. A result is ended once: the second of two officials is refused. Never changed.
CREATE TABLE cases.result_act (
  id uuid PRIMARY KEY,
  -- The result that holds no more after this.
  result_id uuid NOT NULL CONSTRAINT result_act_once UNIQUE REFERENCES cases.result,
  dossier_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('correction', 'reissue', 'revocation', 'annulment')),
  at timestamptz NOT NULL,
  by uuid NOT NULL,
  post_id uuid,
  -- Who acts: the agency that issued, its successor, or one above it.
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  -- The result that takes its place; it refers to the first on paper. One result takes the place of one.
  new_result_id uuid CONSTRAINT result_act_successor UNIQUE REFERENCES cases.result,
  -- What the new result was drawn from where the application's answers were wrong, and what was changed, in words.
  data jsonb,
  changes jsonb,
  -- Of a decision that ends it: its number in the book of the agency, the law it rests on, its signed PDF.
  number text,
  basis text CHECK (length(basis) BETWEEN 1 AND 4000),
  sha256 text UNIQUE REFERENCES files.file (sha256),
  CONSTRAINT result_act_successor_or_decision CHECK (
    CASE WHEN kind IN ('correction', 'reissue')
      THEN new_result_id IS NOT NULL AND number IS NULL AND basis IS NULL AND sha256 IS NULL
      ELSE new_result_id IS NULL AND number IS NOT NULL AND basis IS NOT NULL AND sha256 IS NOT NULL END),
  CONSTRAINT result_act_correction CHECK ((kind = 'correction') = (changes IS NOT NULL) AND (kind = 'correction') = (data IS NOT NULL)),
  CHECK (new_result_id <> result_id),
  -- One decision of a number in an agency's book.
  CONSTRAINT result_act_decision UNIQUE (agency_id, number)
);
CREATE INDEX result_act_dossier ON cases.result_act (dossier_id, at);
REVOKE UPDATE, DELETE, TRUNCATE ON cases.result_act FROM fansipan_app;

-- The number of what an act signs, drawn before it is drawn and signed: a signing that fails finds it again.
CREATE TABLE cases.result_act_number (
  result_id uuid NOT NULL,
  book text NOT NULL,
  agency_id uuid NOT NULL,
  number text NOT NULL,
  PRIMARY KEY (result_id, book, agency_id)
);

-- The program changes of a result no more than that its paper is there and that it holds no longer.
REVOKE UPDATE, DELETE, TRUNCATE ON cases.result FROM fansipan_app;
GRANT UPDATE (sha256, status, status_at, status_reason) ON cases.result TO fansipan_app;

-- What was ended never holds again; and it is ended by an act of the fitting kind, which stands beside it when the transaction ends.
CREATE FUNCTION cases.check_result_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'valid' THEN
    RAISE EXCEPTION 'result % is % and stays so', OLD.id, OLD.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER result_ends_once BEFORE UPDATE OF status ON cases.result
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION cases.check_result_status();

CREATE FUNCTION cases.status_after(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN kind IN ('correction', 'reissue') THEN 'replaced' ELSE 'revoked' END $$;

CREATE FUNCTION cases.check_result_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cases.result_act a WHERE a.result_id = NEW.id AND cases.status_after(a.kind) = NEW.status) THEN
    RAISE EXCEPTION 'result % is % without an act that says so', NEW.id, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_ended_by_act';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER result_ended_by_act AFTER UPDATE OF status ON cases.result
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status <> 'valid') EXECUTE FUNCTION cases.check_result_ended();

-- An act is about a result that held until then, and what takes its place is of the same dossier and of the same kind.
CREATE FUNCTION cases.check_result_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ended cases.result;
  next cases.result;
BEGIN
  SELECT * INTO ended FROM cases.result WHERE id = NEW.result_id;
  IF ended.dossier_id <> NEW.dossier_id OR ended.status <> cases.status_after(NEW.kind) OR NEW.at < ended.issued_at THEN
    RAISE EXCEPTION 'act %: result % is not ended by it', NEW.id, NEW.result_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_ends';
  END IF;
  IF NEW.new_result_id IS NOT NULL THEN
    SELECT * INTO next FROM cases.result WHERE id = NEW.new_result_id;
    IF next.dossier_id <> NEW.dossier_id OR next.kind <> ended.kind OR next.issued_at <> NEW.at THEN
      RAISE EXCEPTION 'act %: result % cannot take the place of %', NEW.id, NEW.new_result_id, NEW.result_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_act_follows';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER result_act_fits AFTER INSERT OR UPDATE ON cases.result_act
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases.check_result_act();
