-- A device that stands in a hall without anybody signed in: a kiosk that gives numbers, a screen that calls them.
CREATE TABLE hall.device (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  kind text NOT NULL CHECK (kind IN ('kiosk', 'screen')),
  name text NOT NULL CHECK (length(name) BETWEEN 2 AND 60 AND name IS NFC NORMALIZED),
  made_at timestamptz NOT NULL,
  -- The code that pairs it: shown once, kept as its SHA-256, good for one device and a short while.
  code_hash bytea UNIQUE CHECK (length(code_hash) = 32),
  code_expires_at timestamptz,
  -- The cookie of the device, as its SHA-256.
  token_hash bytea UNIQUE CHECK (length(token_hash) = 32),
  paired_at timestamptz,
  seen_at timestamptz,
  revoked_at timestamptz,
  CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
  CHECK ((token_hash IS NULL) = (paired_at IS NULL)),
  -- A code that was used is gone: it pairs no second device.
  CONSTRAINT device_paired_once CHECK (code_hash IS NULL OR token_hash IS NULL)
);
-- In the list of an office each living device has a name of its own: otherwise nobody knows which one he ends.
CREATE UNIQUE INDEX device_name ON hall.device (agency_id, lower(name)) WHERE revoked_at IS NULL;

ALTER TABLE hall.ticket
  ADD COLUMN channel text NOT NULL DEFAULT 'desk' CHECK (channel IN ('desk', 'kiosk', 'phone')),
  ADD COLUMN device_id uuid REFERENCES hall.device,
  -- Of whom took it by telephone: the SHA-256 of a random cookie that lives for a day. It names nobody.
  ADD COLUMN holder_hash bytea CHECK (length(holder_hash) = 32),
  -- The address under which its holder follows it: random, so that nobody counts through the others.
  ADD COLUMN follow uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD CONSTRAINT ticket_taken_where CHECK (
    (channel = 'kiosk') = (device_id IS NOT NULL) AND (channel = 'phone') = (holder_hash IS NOT NULL)),
  -- Who gives his number back was never called with it, or comes no more.
  DROP CONSTRAINT ticket_state_check,
  DROP CONSTRAINT ticket_check1,
  ADD CONSTRAINT ticket_state_check CHECK (state IN ('waiting', 'called', 'serving', 'skipped', 'done', 'returned')),
  ADD CONSTRAINT ticket_called_by_state CHECK (
    CASE state WHEN 'waiting' THEN called_at IS NULL WHEN 'returned' THEN ended_at IS NOT NULL ELSE called_at IS NOT NULL END);

-- One number a browser: who wants another gives the first one back.
CREATE UNIQUE INDEX ticket_one_a_browser ON hall.ticket (day, holder_hash)
  WHERE holder_hash IS NOT NULL AND state IN ('waiting', 'called', 'serving');
-- How many were taken just now, and how long people waited on a day.
CREATE INDEX ticket_taken ON hall.ticket (agency_id, day, taken_at);
