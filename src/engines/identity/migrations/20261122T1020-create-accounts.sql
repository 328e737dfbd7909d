-- Who someone is. What he may do lies elsewhere (holding × role × agency): work belongs to posts, never to persons.
CREATE TABLE identity.account (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('citizen', 'official')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'blocked', 'closed')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name = normalize(name, NFC)),
  -- E.164, e.g. +84912345678: one way to write a number, or one person gets two accounts.
  phone text CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
  phone_proven_at timestamptz,
  email text CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
  email_proven_at timestamptz,
  -- User name of an official beside the e-mail address.
  staff_id text CHECK (staff_id = lower(staff_id) AND staff_id ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  -- Law 26/2023 on identification, article 12: the personal number is for life. Kept encrypted; looked up by a keyed digest; shown by
  -- its last four.
  personal_number_sealed bytea,
  personal_number_key bytea CHECK (length(personal_number_key) = 32),
  personal_number_last4 text CHECK (personal_number_last4 ~ '^[0-9]{4}$'),
  birth_date date,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  CHECK (num_nonnulls(personal_number_sealed, personal_number_key, personal_number_last4) IN (0, 3)),
  CHECK (phone_proven_at IS NULL OR phone IS NOT NULL),
  CHECK (email_proven_at IS NULL OR email IS NOT NULL),
  -- An official must have a name to sign in with; a citizen an address that was shown to be his.
  CHECK (kind <> 'official' OR email IS NOT NULL OR staff_id IS NOT NULL),
  CHECK (kind <> 'citizen' OR staff_id IS NULL)
);

-- One open account for a proven address. An unproven one reserves nothing: nobody can occupy the number of another.
CREATE UNIQUE INDEX account_citizen_phone ON identity.account (phone)
  WHERE kind = 'citizen' AND status <> 'closed' AND phone_proven_at IS NOT NULL;
CREATE UNIQUE INDEX account_citizen_email ON identity.account (email)
  WHERE kind = 'citizen' AND status <> 'closed' AND email_proven_at IS NOT NULL;
CREATE UNIQUE INDEX account_official_email ON identity.account (email) WHERE kind = 'official' AND status <> 'closed';
CREATE UNIQUE INDEX account_official_staff_id ON identity.account (staff_id) WHERE kind = 'official' AND status <> 'closed';
CREATE INDEX account_personal_number ON identity.account (personal_number_key) WHERE personal_number_key IS NOT NULL;
CREATE INDEX account_official_name ON identity.account (name, id) WHERE kind = 'official';

-- What a citizen has told once, for filling in forms. His own data only; never a register's.
CREATE TABLE identity.citizen_profile (
  account_id uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
  sex text CHECK (sex IN ('male', 'female')),
  ethnicity text CHECK (length(ethnicity) <= 60),
  -- The commune, by the organisation engine's stable area id.
  area_id uuid,
  address_detail text CHECK (length(address_detail) <= 300),
  updated_at timestamptz NOT NULL
);
