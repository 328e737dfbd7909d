-- What people come to the hall for, as the office groups its fields: each group has a letter, which its numbers begin with.
CREATE TABLE hall.field_group (
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  letter text NOT NULL CHECK (letter ~ '^[A-Z]$'),
  name text NOT NULL CHECK (length(name) BETWEEN 2 AND 80),
  -- A closed group gives no numbers any more; those that it gave stay.
  open boolean NOT NULL DEFAULT true,
  PRIMARY KEY (agency_id, letter)
);

-- Who is served before others, and by how much: his turn is that of somebody who came so many minutes earlier. So nobody who
-- has waited longer than that is passed over.
CREATE TABLE hall.priority (
  code text PRIMARY KEY CHECK (code ~ '^[a-z-]+$'),
  position smallint NOT NULL UNIQUE,
  ahead_minutes smallint NOT NULL CHECK (ahead_minutes BETWEEN 1 AND 240)
);
INSERT INTO hall.priority (code, position, ahead_minutes)
VALUES ('elderly', 1, 60), ('disabled', 2, 60), ('pregnant', 3, 60), ('veteran', 4, 60);

-- Who sits at which desk today. A desk has one clerk, a clerk one desk; of a day that is over nothing is open.
CREATE TABLE hall.desk (
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  day date NOT NULL,
  number smallint NOT NULL CHECK (number BETWEEN 1 AND 99),
  account_id uuid NOT NULL REFERENCES identity.account,
  letters text[] NOT NULL CHECK (cardinality(letters) BETWEEN 1 AND 26),
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, day, number),
  CONSTRAINT desk_one_a_clerk UNIQUE (day, account_id)
);

CREATE TABLE hall.ticket (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  day date NOT NULL,
  letter text NOT NULL,
  n integer NOT NULL CHECK (n > 0),
  priority text REFERENCES hall.priority,
  taken_at timestamptz NOT NULL,
  -- By this they are called: when it was taken, or earlier by what the priority is ahead.
  turn_at timestamptz NOT NULL CHECK (turn_at <= taken_at),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'called', 'serving', 'skipped', 'done')),
  desk smallint,
  account_id uuid REFERENCES identity.account,
  -- The last call; the first is what the pace of the day is counted by.
  called_at timestamptz,
  first_called_at timestamptz,
  calls smallint NOT NULL DEFAULT 0,
  ended_at timestamptz,
  -- Goes up with each change, so that the sum of a day tells whether anything has changed.
  version integer NOT NULL DEFAULT 1,
  FOREIGN KEY (agency_id, letter) REFERENCES hall.field_group,
  -- Each number once a day: the book of the numbering gives it, and this holds it.
  CONSTRAINT ticket_one_number UNIQUE (agency_id, day, letter, n),
  CHECK ((state = 'waiting') = (called_at IS NULL)),
  CHECK ((called_at IS NULL) = (desk IS NULL))
);
-- A desk has one person before it.
CREATE UNIQUE INDEX ticket_one_a_desk ON hall.ticket (agency_id, day, desk) WHERE state IN ('called', 'serving');
CREATE INDEX ticket_next ON hall.ticket (agency_id, day, turn_at, n) WHERE state = 'waiting';
CREATE INDEX ticket_called ON hall.ticket (agency_id, day, called_at DESC) WHERE called_at IS NOT NULL;
CREATE INDEX ticket_of_day ON hall.ticket (day) INCLUDE (version);
