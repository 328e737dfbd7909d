-- Passwords of officials. Only the argon2id string is kept (RFC 9106).
CREATE TABLE identity.password (
  account_id uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  -- Given out by an administrator: good until then, and must be replaced at the first sign-in.
  must_change boolean NOT NULL,
  expires_at timestamptz,
  set_at timestamptz NOT NULL,
  CHECK (must_change OR expires_at IS NULL)
);

-- Authenticator apps (RFC 6238). The secret is encrypted with the installation's secret.
CREATE TABLE identity.totp (
  account_id uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
  secret_sealed bytea NOT NULL,
  -- RFC 6238, 5.2: a code is accepted once. Codes of this time step and before are spent.
  last_step bigint NOT NULL,
  added_at timestamptz NOT NULL
);

-- Passkeys (Web Authentication Level 3).
CREATE TABLE identity.passkey (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 1400),
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  added_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX passkey_account ON identity.passkey (account_id);

-- For the day the telephone is lost. 80 random bits each, so a plain digest is enough; each is good once.
CREATE TABLE identity.recovery_code (
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  used_at timestamptz,
  PRIMARY KEY (account_id, digest)
);

-- Codes sent to a telephone or an e-mail address. Six digits could be guessed from a plain digest, so it is keyed.
CREATE TABLE identity.one_time_code (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'register', 'add-contact')),
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  destination_key bytea NOT NULL CHECK (length(destination_key) = 32),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
  used_at timestamptz,
  CHECK (expires_at <= created_at + interval '10 minutes')
);
CREATE INDEX one_time_code_destination ON identity.one_time_code (destination_key, created_at);
CREATE INDEX one_time_code_created ON identity.one_time_code (created_at);

-- Every try at a secret (password, second factor), counted before it is checked, so that a thousand at once are a thousand.
-- Names and addresses are keyed digests: the table tells nobody who tried from where.
CREATE TABLE identity.attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_key bytea NOT NULL CHECK (length(account_key) = 32),
  address_key bytea NOT NULL CHECK (length(address_key) = 32),
  ok boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL
);
CREATE INDEX attempt_account ON identity.attempt (account_key, id);
CREATE INDEX attempt_address ON identity.attempt (address_key, at);
CREATE INDEX attempt_at ON identity.attempt (at);

-- What a passkey must sign, once.
CREATE TABLE identity.passkey_challenge (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('register', 'prove')),
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON identity.passkey_challenge (expires_at);
