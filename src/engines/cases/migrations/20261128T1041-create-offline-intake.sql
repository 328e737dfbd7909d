-- What a clerk takes along to receive where there is no network: at whose counter, for how long, and the key under which his device
-- keeps what he enters.
CREATE TABLE cases.offline_pack (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Stands in every provisional number of the pack: TAM-K7Q2M-001. No letter or digit that is read as another.
  mark text NOT NULL UNIQUE CHECK (mark ~ '^[2-9A-HJ-NP-Z]{5}$'),
  -- Sealed by the vault: who forgets the password of his device loses nothing, once he has signed in again.
  key_sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  -- When the device has it; from then on its clock is compared with ours.
  stored_at timestamptz CHECK (stored_at >= made_at),
  expires_at timestamptz NOT NULL CHECK (expires_at > made_at)
);
CREATE INDEX offline_pack_account ON cases.offline_pack (account_id, made_at DESC);
-- The versions whose forms were taken along: what comes back was asked by one of them.
CREATE TABLE cases.offline_procedure (
  pack_id uuid NOT NULL REFERENCES cases.offline_pack ON DELETE CASCADE,
  position int NOT NULL,
  procedure_version_id uuid NOT NULL REFERENCES procedures.procedure_version,
  PRIMARY KEY (pack_id, procedure_version_id),
  UNIQUE (pack_id, position)
);

-- An intake that was entered without a network. Its id is made by the device: however often it is sent, it comes in once.
CREATE TABLE cases.offline_intake (
  id uuid PRIMARY KEY,
  pack_id uuid NOT NULL REFERENCES cases.offline_pack,
  -- On the provisional receipt, which the applicant has.
  provisional text NOT NULL UNIQUE CHECK (provisional ~ '^TAM-[2-9A-HJ-NP-Z]{5}-[0-9]{3,5}$'),
  -- The intake that it became; null when that was dropped or has expired.
  draft_id uuid UNIQUE REFERENCES cases.draft ON DELETE SET NULL,
  -- Of what was sent: the same id with something else is refused.
  digest bytea NOT NULL,
  -- When it was handed in, by the clock of the device as it stood, and as far as that is believed by ours; null: it is not.
  told_at timestamptz NOT NULL,
  taken_at timestamptz,
  arrived_at timestamptz NOT NULL,
  -- All that was sent stands in the intake: from then on it is mended there.
  entered_at timestamptz CHECK (entered_at >= arrived_at),
  -- Nothing is received before it was handed in: reception later than arrival would give the agency time that it has not.
  CHECK (taken_at <= arrived_at)
);
CREATE INDEX offline_intake_pack ON cases.offline_intake (pack_id);

-- Why what came back was not received at once, for the clerk who decides: its form has changed, the same is being handled already.
ALTER TABLE cases.intake ADD COLUMN conflicts jsonb NOT NULL DEFAULT '[]';

-- Of what was handed in where there was no network: the number on the provisional receipt, what the device's clock said, and when it
-- reached us. Whether the limit runs from what the device said is the difference of received_at and arrived_at.
ALTER TABLE cases.reception
  ADD COLUMN provisional text UNIQUE,
  ADD COLUMN told_at timestamptz,
  ADD COLUMN arrived_at timestamptz,
  ADD CONSTRAINT reception_offline CHECK (num_nonnulls(provisional, told_at, arrived_at) IN (0, 3));
