-- What is counted, as sums that only grow by the day: an indicator, an agency, a subject of its own (e.g. a procedure), a day. Whatever
-- asks adds these up; nobody counts the things themselves again, however many there are.
CREATE TABLE indicators.day_sum (
  indicator text NOT NULL CHECK (indicator ~ '^[a-z][a-z0-9.-]*$'),
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- The day on which it happened, in the province's time.
  day date NOT NULL,
  about text NOT NULL DEFAULT '',
  value bigint NOT NULL,
  PRIMARY KEY (indicator, day, agency_id, about)
);
