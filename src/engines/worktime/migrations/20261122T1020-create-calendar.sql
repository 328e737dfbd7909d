CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Whose working time it is: an agency's, with all below it, or everybody's who has no other (agency_id is null).
CREATE TABLE worktime.calendar (
  id uuid PRIMARY KEY,
  agency_id uuid REFERENCES organisation.agency,
  name_vi text NOT NULL CHECK (name_vi <> '' AND name_vi IS NFC NORMALIZED),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- New with every change of the calendar: what was compiled from it is kept under this stamp and never goes stale.
  stamp uuid NOT NULL,
  -- One calendar an agency, and one default.
  CONSTRAINT calendar_one_an_agency UNIQUE NULLS NOT DISTINCT (agency_id)
);

-- Opening hours of the week from a day on.
CREATE TABLE worktime.hours (
  id uuid PRIMARY KEY,
  calendar_id uuid NOT NULL REFERENCES worktime.calendar,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  CONSTRAINT hours_one_at_a_time EXCLUDE USING gist (calendar_id WITH =, valid WITH &&) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE worktime.opening (
  hours_id uuid NOT NULL REFERENCES worktime.hours ON DELETE CASCADE,
  -- 0 = Sunday
  weekday smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  -- Minutes of the day, [opens, closes)
  minutes int4range NOT NULL CHECK (NOT isempty(minutes) AND minutes <@ int4range(0, 1440)),
  CONSTRAINT opening_hours_apart EXCLUDE USING gist (hours_id WITH =, weekday WITH =, minutes WITH &&)
);

-- A day that is not as its weekday says. Labour Code 2019 art. 112: the Prime Minister decides each year's Tết and
-- National Day, and which free day is exchanged for a Saturday; so the days are data.
CREATE TABLE worktime.day (
  calendar_id uuid NOT NULL REFERENCES worktime.calendar,
  date date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('closed', 'half', 'make-up')),
  part text CHECK (part IN ('morning', 'afternoon')),
  name_vi text NOT NULL CHECK (name_vi <> '' AND name_vi IS NFC NORMALIZED),
  name_en text NOT NULL CHECK (name_en <> ''),
  CONSTRAINT day_half_has_part CHECK ((kind = 'half') = (part IS NOT NULL)),
  -- A day is one thing only: off or worked.
  PRIMARY KEY (calendar_id, date)
);

-- How sure a year's list is: not announced yet, written down but not compared, or compared with the official notice.
CREATE TABLE worktime.year (
  calendar_id uuid NOT NULL REFERENCES worktime.calendar,
  year smallint NOT NULL CHECK (year BETWEEN 2010 AND 2049),
  status text NOT NULL CHECK (status IN ('announced', 'unverified', 'computed')),
  note_vi text,
  note_en text,
  PRIMARY KEY (calendar_id, year)
);
