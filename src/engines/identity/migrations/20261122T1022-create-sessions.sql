CREATE TABLE identity.session (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('citizen', 'official')),
  -- SHA-256 of the cookie: whoever reads the table cannot sign in with it.
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  -- When the second factor was last shown: signing asks for a recent one.
  stepped_up_at timestamptz,
  user_agent text NOT NULL CHECK (length(user_agent) <= 300),
  ip text NOT NULL CHECK (length(ip) <= 60),
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('signed-out', 'by-owner', 'by-admin', 'password-changed', 'replaced', 'blocked')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_account ON identity.session (account_id, seen_at) WHERE ended_at IS NULL;
CREATE INDEX session_seen ON identity.session (seen_at);

-- A sign-in under way, between its steps. Known to the browser by a cookie whose digest is the key.
CREATE TABLE identity.sign_in (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  stage text NOT NULL CHECK (stage IN ('code', 'name', 'new-password', 'enrol', 'second-factor', 'new-totp')),
  account_id uuid REFERENCES identity.account ON DELETE CASCADE,
  code_id uuid REFERENCES identity.one_time_code ON DELETE CASCADE,
  -- What was typed so far (address, name), the new factor's secret, the passkey challenge: encrypted.
  data_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_expires ON identity.sign_in (expires_at);

-- A form that was posted after its session had ended, kept for its owner until he has signed in again.
CREATE TABLE identity.stashed_post (
  id_hash bytea PRIMARY KEY CHECK (length(id_hash) = 32),
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  body_sealed bytea NOT NULL CHECK (length(body_sealed) <= 1100000),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX stashed_post_expires ON identity.stashed_post (expires_at);
