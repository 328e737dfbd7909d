-- A citizen lets another person, a relative or whoever helps in the village, apply and follow in his name (Civil Code 2015, articles 134–143:
-- authorisation, with its scope and its end). The offices act on it as on what he says himself; the ledger names both.
CREATE TABLE identity.mandate (
  id uuid PRIMARY KEY,
  principal_id uuid NOT NULL REFERENCES identity.account,
  -- Who may act; null until somebody who can show that the invitation is his has taken it.
  delegate_id uuid REFERENCES identity.account,
  -- Whom it was sent to: a telephone number, or a personal number by its keyed digest. Either has to be proven to take it.
  phone text CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
  number_key bytea CHECK (length(number_key) = 32),
  -- What the principal calls the delegate, and what he is to him.
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  relation text NOT NULL CHECK (relation IN ('family', 'village', 'other')),
  scope text NOT NULL CHECK (scope IN ('all', 'field', 'procedure')),
  scope_code text,
  -- The last day. An authorisation without an end would be forgotten.
  until date NOT NULL,
  made_at timestamptz NOT NULL,
  taken_at timestamptz,
  -- Revoked by the principal, or turned down or given up by the delegate.
  ended_at timestamptz CHECK (ended_at >= made_at),
  ended_by text CHECK (ended_by IN ('principal', 'delegate')),
  CHECK (num_nonnulls(phone, number_key) = 1),
  CHECK ((scope = 'all') = (scope_code IS NULL)),
  CHECK ((delegate_id IS NULL) = (taken_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (delegate_id <> principal_id)
);
-- The same person is asked for the same once while it stands.
CREATE UNIQUE INDEX mandate_once ON identity.mandate (principal_id, coalesce(phone, encode(number_key, 'hex')), scope, coalesce(scope_code, ''))
  WHERE ended_at IS NULL;
CREATE INDEX mandate_delegate ON identity.mandate (delegate_id) WHERE ended_at IS NULL;
CREATE INDEX mandate_phone ON identity.mandate (phone) WHERE ended_at IS NULL AND delegate_id IS NULL;
CREATE INDEX mandate_number ON identity.mandate (number_key) WHERE ended_at IS NULL AND delegate_id IS NULL;
REVOKE DELETE ON identity.mandate FROM fansipan_app;
