-- Nobody is kept from signing in by what others ask for his telephone number: codes and guesses are counted by the network that asked or
-- typed, beside the totals of the number. Networks are keyed digests, as in identity.attempt.
ALTER TABLE identity.one_time_code
  ADD COLUMN network_key bytea CONSTRAINT one_time_code_network CHECK (length(network_key) = 32);

-- Tries at a code from the network that asked for it, or from one where its address was proven before: five each. Tries from all others
-- are counted together in one_time_code.attempts.
CREATE TABLE identity.code_try (
  code_id uuid NOT NULL REFERENCES identity.one_time_code ON DELETE CASCADE,
  network_key bytea NOT NULL CHECK (length(network_key) = 32),
  tries integer NOT NULL CHECK (tries BETWEEN 1 AND 5),
  PRIMARY KEY (code_id, network_key)
);

-- From where the codes to an address came back right of late: whoever reads the messages sits there.
CREATE TABLE identity.proven_network (
  destination_key bytea NOT NULL CHECK (length(destination_key) = 32),
  network_key bytea NOT NULL CHECK (length(network_key) = 32),
  at timestamptz NOT NULL,
  PRIMARY KEY (destination_key, network_key)
);
CREATE INDEX proven_network_at ON identity.proven_network (at);
