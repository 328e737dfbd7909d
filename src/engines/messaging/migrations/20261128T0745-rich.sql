-- Sent as text and as simple HTML that says the same.
ALTER TABLE messaging.message ADD COLUMN rich boolean NOT NULL DEFAULT false;
