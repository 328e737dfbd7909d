CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The installation's own test authority: one root, one issuing certificate under it. Made in a demo only.
CREATE TABLE trust.authority (
  role text PRIMARY KEY CHECK (role IN ('root', 'issuing')),
  key_id text NOT NULL UNIQUE,
  der bytea NOT NULL,
  created_at timestamptz NOT NULL
);

-- Certificates that people and agencies sign with here. Law on Electronic Transactions 20/2023/QH15, art. 22, 25: a
-- signature is bound to its signatory, and was made while the certificate was good.
CREATE TABLE trust.certificate (
  id uuid PRIMARY KEY,
  subject_kind text NOT NULL CHECK (subject_kind IN ('person', 'agency')),
  account_id uuid REFERENCES identity.account,
  agency_id uuid REFERENCES organisation.agency,
  -- As in the certificate, in hex: what a verifier asks by.
  serial text NOT NULL UNIQUE CHECK (serial ~ '^[0-9a-f]{2,40}$'),
  subject_name text NOT NULL,
  organisation text NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL CHECK (not_after > not_before),
  der bytea NOT NULL,
  key_id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revocation_reason text CHECK (revocation_reason IN ('key-compromise', 'affiliation-changed', 'superseded', 'ceased')),
  CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL)),
  -- A person signs for the agency named beside him; an agency's seal belongs to no person.
  CHECK (CASE subject_kind WHEN 'person' THEN account_id IS NOT NULL AND agency_id IS NOT NULL
    ELSE account_id IS NULL AND agency_id IS NOT NULL END),
  -- One good certificate a subject at a time: the exclusion refuses the second of two processes that enrol at once.
  CONSTRAINT certificate_one_at_a_time EXCLUDE USING gist (
    coalesce(account_id, agency_id) WITH =, agency_id WITH =, subject_kind WITH =,
    tstzrange(not_before, not_after) WITH &&) WHERE (revoked_at IS NULL)
);

CREATE FUNCTION trust.keep_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- RFC 5280, 5.3.1: what is revoked (not on hold) stays so. Otherwise an old signature could be made good again.
  IF OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a revoked certificate stays revoked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_keep_revoked BEFORE UPDATE ON trust.certificate
  FOR EACH ROW EXECUTE FUNCTION trust.keep_revoked();

-- Which signature stands in which file. Verified before it is noted.
CREATE TABLE trust.signature (
  sha256 text NOT NULL REFERENCES files.file,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 50),
  certificate_id uuid NOT NULL REFERENCES trust.certificate,
  field text NOT NULL,
  level text NOT NULL CHECK (level IN ('B-B', 'B-T')),
  signed_at timestamptz NOT NULL,
  verdict text NOT NULL CHECK (verdict = 'valid'),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (sha256, position)
);
CREATE INDEX signature_certificate ON trust.signature (certificate_id, signed_at);

-- Evidence is added to, never changed: only a revocation is noted later.
REVOKE UPDATE, DELETE ON trust.authority, trust.certificate, trust.signature FROM fansipan_app;
GRANT UPDATE (revoked_at, revocation_reason) ON trust.certificate TO fansipan_app;
