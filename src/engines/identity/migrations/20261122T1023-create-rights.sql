CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Rights come from holding × the post's roles × the role's permissions × the agency. Roles are data: an installation may add its own.
CREATE TABLE identity.role (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]*$'),
  name_vi text NOT NULL CHECK (name_vi <> '' AND name_vi IS NFC NORMALIZED),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- What it allows at the post's own agency …
  permissions text[] NOT NULL CHECK (cardinality(permissions) > 0),
  -- … and which of that also at the agencies below it. A province's chairman reads a commune's dossier; he does not decide it.
  below text[] NOT NULL DEFAULT '{}' CHECK (below <@ permissions)
);

INSERT INTO identity.role (id, name_vi, name_en, permissions, below) VALUES
  ('receiver', 'Cán bộ một cửa', 'One-stop clerk', '{dossier.receive,dossier.read,dossier.read-personal,dossier.return}', '{}'),
  ('officer', 'Chuyên viên, công chức thụ lý', 'Officer', '{dossier.read,dossier.read-personal,dossier.process}', '{}'),
  ('leader', 'Lãnh đạo', 'Leader', '{dossier.read,dossier.read-personal,dossier.decide,report.read}', '{dossier.read,report.read}'),
  ('signer', 'Người ký', 'Signer', '{dossier.read,dossier.sign}', '{}'),
  ('registrar', 'Văn thư', 'Registrar', '{dossier.read,dossier.return}', '{}'),
  ('agency-admin', 'Quản trị cơ quan', 'Agency administrator',
    '{organisation.manage,identity.manage,worktime.manage,report.read}', '{organisation.manage,identity.manage,worktime.manage,report.read}'),
  ('province-admin', 'Quản trị toàn tỉnh', 'Province administrator',
    '{organisation.manage,identity.manage,procedure.manage,worktime.manage,ledger.read,report.read}',
    '{organisation.manage,identity.manage,procedure.manage,worktime.manage,ledger.read,report.read}'),
  ('auditor', 'Kiểm tra, thanh tra', 'Auditor', '{dossier.read,ledger.read,report.read}', '{dossier.read,ledger.read,report.read}');

-- Where a post's role reaches, when it is not the plain case (the post's own agency, all fields): a clerk of the service centre
-- receives for the committee; an officer has the civil status field only. Several rows add up.
CREATE TABLE identity.role_scope (
  id uuid PRIMARY KEY,
  post_id uuid NOT NULL REFERENCES organisation.post,
  role_id text NOT NULL REFERENCES identity.role,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Everything that the role allows also below. False: what the role says.
  below boolean NOT NULL DEFAULT false,
  -- Codes of the procedures' fields; null for all.
  fields text[] CHECK (cardinality(fields) > 0),
  UNIQUE (post_id, role_id, agency_id)
);

-- Posts that several people hold at a time. All others have one holder.
CREATE TABLE identity.shared_post (post_id uuid PRIMARY KEY REFERENCES organisation.post);

ALTER TABLE identity.account ADD CONSTRAINT account_id_kind UNIQUE (id, kind);

CREATE TABLE identity.holding (
  id uuid PRIMARY KEY,
  post_id uuid NOT NULL REFERENCES organisation.post,
  account_id uuid NOT NULL,
  -- Only an official can hold a post.
  account_kind text GENERATED ALWAYS AS ('official') STORED,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  -- Copied from shared_post by the trigger, because an exclusion constraint sees one table only.
  shared boolean NOT NULL,
  FOREIGN KEY (account_id, account_kind) REFERENCES identity.account (id, kind),
  -- One holder a post at a time: otherwise nobody could say who signed for it (Decree 30/2020, article 13).
  CONSTRAINT holding_one_holder EXCLUDE USING gist (post_id WITH =, valid WITH &&) WHERE (NOT shared),
  CONSTRAINT holding_once EXCLUDE USING gist (post_id WITH =, account_id WITH =, valid WITH &&)
);
CREATE INDEX holding_account ON identity.holding (account_id);

CREATE FUNCTION identity.note_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.shared := EXISTS (SELECT FROM identity.shared_post s WHERE s.post_id = NEW.post_id);
  RETURN NEW;
END $$;
CREATE TRIGGER holding_note_shared BEFORE INSERT OR UPDATE OF post_id, valid, shared ON identity.holding
  FOR EACH ROW EXECUTE FUNCTION identity.note_shared();

-- The holder of a post lets the holder of another act for it, for some days and some of its roles.
CREATE TABLE identity.delegation (
  id uuid PRIMARY KEY,
  from_post_id uuid NOT NULL REFERENCES organisation.post,
  to_post_id uuid NOT NULL REFERENCES organisation.post,
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  -- Law 72/2025 on local government: a delegation (ủy quyền) names its period, so it has an end.
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid) AND NOT upper_inf(valid)),
  reason text NOT NULL CHECK (length(reason) <= 500),
  made_at timestamptz NOT NULL,
  revoked_at timestamptz CHECK (revoked_at >= made_at),
  CHECK (from_post_id <> to_post_id),
  CONSTRAINT delegation_once EXCLUDE USING gist (from_post_id WITH =, to_post_id WITH =, valid WITH &&) WHERE (revoked_at IS NULL)
);
CREATE INDEX delegation_to ON identity.delegation (to_post_id);

-- A program of somebody else. Of the token only the digest is kept.
CREATE TABLE identity.api_token (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '1 year'),
  used_at timestamptz,
  revoked_at timestamptz
);
