-- One person, one record: what names somebody (an account, or a dossier that names him without one) has a record of its own, which is never
-- changed by a join. A join is an edge between two records, and taking it back removes the edge: what was before is there again.
CREATE TABLE people.record (
  id uuid PRIMARY KEY,
  account_id uuid UNIQUE REFERENCES identity.account,
  dossier_id uuid,
  role text CHECK (role IN ('applicant', 'owner')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- The name as it sounds, without Thị and Văn, its words in the order of letters; and of its first and last word only.
  name_key text NOT NULL,
  ends_key text NOT NULL,
  birth_date date,
  -- Who only knows the year has 1 January as his birthday.
  birth_year int GENERATED ALWAYS AS (extract(year FROM birth_date)::int) STORED,
  sex text CHECK (sex IN ('male', 'female')),
  phone text,
  ethnicity text,
  area_id uuid,
  address text,
  mother text,
  -- The personal number by which a person is told from all others: compared with a card at a counter (Law 26/2023/QH15, article 12).
  number_key bytea CHECK (length(number_key) = 32),
  -- What somebody says his number is. Nobody has checked it, so several may say the same.
  stated_key bytea CHECK (length(stated_key) = 32),
  last4 text CHECK (last4 ~ '^[0-9]{4}$'),
  -- The person: the record that all joined ones lead to; itself for one that is joined into none.
  person_id uuid NOT NULL REFERENCES people.record,
  joined_into uuid REFERENCES people.record CHECK (joined_into <> id),
  made_at timestamptz NOT NULL,
  CHECK (num_nonnulls(account_id, dossier_id) = 1),
  CHECK ((dossier_id IS NULL) = (role IS NULL)),
  CHECK ((joined_into IS NULL) = (person_id = id)),
  UNIQUE (dossier_id, role)
);
-- One person, one record: two people never have one number. Only what is joined into another record may hold it a second time.
CREATE UNIQUE INDEX record_number ON people.record (number_key) WHERE number_key IS NOT NULL AND joined_into IS NULL;
CREATE INDEX record_number_all ON people.record (number_key) WHERE number_key IS NOT NULL;
CREATE INDEX record_number_said ON people.record (stated_key) WHERE stated_key IS NOT NULL;
CREATE INDEX record_person ON people.record (person_id);
-- Likely doubles are looked for among few: of the same birthday, of the same year with first and last word alike, of the same telephone.
CREATE INDEX record_birth ON people.record (birth_date, name_key) WHERE birth_date IS NOT NULL;
CREATE INDEX record_year ON people.record (ends_key, birth_year);
CREATE INDEX record_phone ON people.record (phone) WHERE phone IS NOT NULL;

-- Where a person's dossiers are: who may see them may see the person.
CREATE TABLE people.place (
  record_id uuid NOT NULL REFERENCES people.record,
  dossier_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  field text NOT NULL,
  PRIMARY KEY (record_id, dossier_id, agency_id)
);
CREATE INDEX place_agency ON people.place (agency_id, record_id);
CREATE INDEX place_dossier ON people.place (dossier_id);

-- Two persons who may be one: worked out from the records, never decided.
CREATE TABLE people.likeness (
  a_id uuid NOT NULL REFERENCES people.record,
  b_id uuid NOT NULL REFERENCES people.record,
  score int NOT NULL,
  PRIMARY KEY (a_id, b_id),
  CHECK (a_id < b_id)
);
CREATE INDEX likeness_score ON people.likeness (score DESC, a_id, b_id);
CREATE INDEX likeness_b ON people.likeness (b_id);

CREATE TABLE people.joining (
  id uuid PRIMARY KEY,
  joined_id uuid NOT NULL REFERENCES people.record,
  into_id uuid NOT NULL REFERENCES people.record,
  -- By a human, or by the number: the same number and the same name.
  way text NOT NULL CHECK (way IN ('human', 'number')),
  -- Which of the two records says what is shown of the person: field → record, where it is not the one that stays.
  shown jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  by text NOT NULL,
  post_id uuid,
  agency_id uuid,
  parted_at timestamptz,
  parted_by text,
  CHECK (joined_id <> into_id),
  CHECK (num_nonnulls(parted_at, parted_by) IN (0, 2))
);
-- A record is joined into one other at a time: the second of two officials finds that it is.
CREATE UNIQUE INDEX joining_open ON people.joining (joined_id) WHERE parted_at IS NULL;
CREATE INDEX joining_into ON people.joining (into_id) WHERE parted_at IS NULL;

-- Somebody looked and said that they are two: nothing brings them together again until he, or another, takes that back.
CREATE TABLE people.apart (
  id uuid PRIMARY KEY,
  a_id uuid NOT NULL REFERENCES people.record,
  b_id uuid NOT NULL REFERENCES people.record,
  at timestamptz NOT NULL,
  by text NOT NULL,
  post_id uuid,
  agency_id uuid,
  ended_at timestamptz,
  ended_by text,
  CHECK (a_id < b_id),
  CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2))
);
CREATE UNIQUE INDEX apart_open ON people.apart (a_id, b_id) WHERE ended_at IS NULL;
CREATE INDEX apart_b ON people.apart (b_id) WHERE ended_at IS NULL;
