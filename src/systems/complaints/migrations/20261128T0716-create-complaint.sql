-- Complaints about what an agency decided about a dossier (Law on Complaints 02/2011/QH13).
CREATE TABLE complaints.complaint (
  id uuid PRIMARY KEY,
  -- In the book of the agency that settles it.
  number text NOT NULL,
  -- The first complaint goes to the agency that decided, the second to the one above it (articles 7, 33).
  level smallint NOT NULL CHECK (level IN (1, 2)),
  first_id uuid REFERENCES complaints.complaint,
  dossier_id uuid NOT NULL,
  dossier_code text NOT NULL,
  field text NOT NULL,
  ground text NOT NULL CHECK (ground IN ('result', 'decision', 'refusal', 'stop')),
  -- The result, or the act that ended one.
  ground_id uuid,
  ground_title text NOT NULL,
  ground_number text NOT NULL,
  ground_agency uuid NOT NULL REFERENCES organisation.agency,
  ground_at timestamptz NOT NULL,
  known_on date NOT NULL,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  account_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  phone text,
  email text,
  lang text NOT NULL CHECK (lang IN ('vi', 'en')),
  -- Who complains for the applicant, and by what authority.
  delegate jsonb,
  channel text NOT NULL CHECK (channel IN ('online', 'counter')),
  received_at timestamptz NOT NULL,
  received_by text NOT NULL,
  content text NOT NULL CHECK (length(content) BETWEEN 1 AND 4000),
  wish text NOT NULL CHECK (length(wish) BETWEEN 1 AND 4000),
  late_reason text CHECK (length(late_reason) BETWEEN 1 AND 4000),
  synthetic boolean NOT NULL DEFAULT false,
  -- The limits of the law as they were when it was received, or taken on: a running complaint keeps them.
  take_on_limit jsonb NOT NULL,
  take_on_due timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'received' CHECK (status IN ('received', 'taken-on', 'settled', 'declined', 'withdrawn')),
  taken_on_at timestamptz,
  taken_on_by uuid,
  complex boolean NOT NULL DEFAULT false,
  remote boolean NOT NULL DEFAULT false,
  settle_limit jsonb,
  settle_due timestamptz,
  closed_at timestamptz,
  declined_reason text CHECK (length(declined_reason) BETWEEN 1 AND 4000),
  settled_by uuid,
  settled_post uuid,
  outcome text CHECK (outcome IN ('kept', 'changed')),
  remedy text CHECK (remedy IN ('correct', 'revoke', 'redo')),
  answer text CHECK (length(answer) BETWEEN 1 AND 4000),
  decision_number text,
  sha256 text UNIQUE REFERENCES files.file (sha256),
  CONSTRAINT complaint_number UNIQUE (agency_id, number),
  CONSTRAINT complaint_decision UNIQUE (agency_id, decision_number),
  CHECK ((level = 2) = (first_id IS NOT NULL)),
  CHECK ((ground IN ('result', 'decision')) = (ground_id IS NOT NULL)),
  CHECK ((status IN ('received', 'taken-on')) = (closed_at IS NULL)),
  CHECK ((taken_on_at IS NULL) = (settle_due IS NULL) AND (taken_on_at IS NULL) = (settle_limit IS NULL)
    AND (taken_on_at IS NULL) = (taken_on_by IS NULL)),
  CHECK ((status = 'taken-on') <= (taken_on_at IS NOT NULL) AND (status = 'settled') <= (taken_on_at IS NOT NULL)),
  CHECK ((status = 'declined') = (declined_reason IS NOT NULL)),
  CHECK ((status = 'settled') = (outcome IS NOT NULL) AND (status = 'settled') = (answer IS NOT NULL)
    AND (status = 'settled') = (sha256 IS NOT NULL) AND (status = 'settled') = (decision_number IS NOT NULL)
    AND (status = 'settled') = (settled_by IS NOT NULL)),
  -- A decision that is changed says what has to be done, one that is kept has nothing to be done (article 31).
  CHECK ((outcome IS NOT DISTINCT FROM 'changed') = (remedy IS NOT NULL)),
  CHECK (closed_at >= received_at AND taken_on_at >= received_at)
);
-- One complaint about a decision at a time at each level, and one settlement (article 11: what was settled is not taken on again).
CREATE UNIQUE INDEX complaint_one_open ON complaints.complaint (dossier_id, ground, coalesce(ground_id, dossier_id), level)
  WHERE status IN ('received', 'taken-on');
CREATE UNIQUE INDEX complaint_settled_once ON complaints.complaint (dossier_id, ground, coalesce(ground_id, dossier_id), level)
  WHERE status = 'settled';
CREATE INDEX complaint_dossier ON complaints.complaint (dossier_id, received_at);
CREATE INDEX complaint_account ON complaints.complaint (account_id, received_at DESC);
CREATE INDEX complaint_open ON complaints.complaint (agency_id, coalesce(settle_due, take_on_due)) WHERE closed_at IS NULL;
CREATE INDEX complaint_closed ON complaints.complaint (agency_id, closed_at DESC) WHERE closed_at IS NOT NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON complaints.complaint FROM fansipan_app;
GRANT UPDATE (status, taken_on_at, taken_on_by, complex, remote, settle_limit, settle_due, closed_at, declined_reason, settled_by,
  settled_post, outcome, remedy, answer, decision_number, sha256) ON complaints.complaint TO fansipan_app;

-- What the complainant hands in with it.
CREATE TABLE complaints.paper (
  id uuid PRIMARY KEY,
  complaint_id uuid NOT NULL REFERENCES complaints.complaint,
  sha256 text NOT NULL REFERENCES files.file (sha256),
  filename text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL
);
CREATE INDEX paper_complaint ON complaints.paper (complaint_id);
REVOKE UPDATE, DELETE, TRUNCATE ON complaints.paper FROM fansipan_app;

-- Who had a part in the decision (or in the first settlement), as the ledger knew when the complaint was received.
CREATE TABLE complaints.took_part (
  complaint_id uuid NOT NULL REFERENCES complaints.complaint,
  account_id uuid NOT NULL,
  PRIMARY KEY (complaint_id, account_id)
);
REVOKE UPDATE, DELETE, TRUNCATE ON complaints.took_part FROM fansipan_app;

-- The number of a settlement, drawn before it is drawn and signed: a signing that fails finds it again.
CREATE TABLE complaints.decision_number (
  complaint_id uuid PRIMARY KEY REFERENCES complaints.complaint,
  number text NOT NULL
);

-- A complaint goes one way, and nobody settles what he had a part in.
CREATE FUNCTION complaints.check_complaint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT (
    (OLD.status = 'received' AND NEW.status IN ('taken-on', 'declined', 'withdrawn'))
    OR (OLD.status = 'taken-on' AND NEW.status IN ('settled', 'withdrawn'))) THEN
    RAISE EXCEPTION 'complaint %: no way from % to %', OLD.number, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_moves';
  END IF;
  IF NEW.settled_by IS NOT NULL AND EXISTS (
    SELECT FROM complaints.took_part p WHERE p.complaint_id = NEW.id AND p.account_id = NEW.settled_by) THEN
    RAISE EXCEPTION 'complaint %: settled by who had a part in the decision', OLD.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_settled_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_moves BEFORE UPDATE ON complaints.complaint FOR EACH ROW EXECUTE FUNCTION complaints.check_complaint();

-- A second complaint follows a first about the same at another agency, which was settled, or not in time (article 33).
CREATE FUNCTION complaints.check_second() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM complaints.complaint f WHERE f.id = NEW.first_id AND f.level = 1
    AND (f.status = 'settled' OR f.closed_at IS NULL AND coalesce(f.settle_due, f.take_on_due) < NEW.received_at)
    AND f.dossier_id = NEW.dossier_id AND f.ground = NEW.ground AND f.ground_id IS NOT DISTINCT FROM NEW.ground_id
    AND f.agency_id <> NEW.agency_id) THEN
    RAISE EXCEPTION 'complaint %: does not follow a first', NEW.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_follows_first';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_follows_first BEFORE INSERT ON complaints.complaint
  FOR EACH ROW WHEN (NEW.level = 2) EXECUTE FUNCTION complaints.check_second();
