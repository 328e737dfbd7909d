-- What people are told: one row a message and channel. `about` ties it to a dossier, so that a clerk sees what did not arrive.
CREATE TABLE messaging.message (
  id uuid PRIMARY KEY,
  -- The same event told twice (a follower that repeats) is one message.
  dedupe text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('account', 'sms', 'email')),
  account_id uuid,
  -- Telephone number or e-mail address; null in the account's own inbox.
  address text,
  about_kind text,
  about_id uuid,
  text_key text NOT NULL,
  -- Emptied once sent where it holds a secret (one-time codes).
  params jsonb NOT NULL,
  secret boolean NOT NULL DEFAULT false,
  lang text NOT NULL CHECK (lang IN ('vi', 'en')),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'undeliverable')),
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  provider_id text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  read_at timestamptz,
  CHECK ((channel = 'account') = (address IS NULL)),
  CHECK (channel <> 'account' OR account_id IS NOT NULL),
  UNIQUE (dedupe, channel)
);
CREATE INDEX message_account ON messaging.message (account_id, id DESC) WHERE channel = 'account';
CREATE INDEX message_about ON messaging.message (about_id, id);

-- The development outbox: what would have gone to the SMS provider or the mail server, where none is set.
CREATE TABLE messaging.outbox (
  id uuid PRIMARY KEY,
  channel text NOT NULL,
  address text NOT NULL,
  subject text,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
