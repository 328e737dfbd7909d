-- A year is twelve rows and not 365: the same sums by the month, kept with those by the day.
CREATE TABLE indicators.month_sum (
  indicator text NOT NULL CHECK (indicator ~ '^[a-z][a-z0-9.-]*$'),
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Its first day, in the province's time.
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  about text NOT NULL DEFAULT '',
  value bigint NOT NULL,
  PRIMARY KEY (indicator, month, agency_id, about)
);

-- What stands behind a figure, one by one: whoever reads a number comes to the things that it counts, and to no others.
CREATE TABLE indicators.counted (
  indicator text NOT NULL CHECK (indicator ~ '^[a-z][a-z0-9.-]*$'),
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  day date NOT NULL,
  about text NOT NULL DEFAULT '',
  -- No foreign key: what is counted lives in many engines.
  subject uuid NOT NULL,
  PRIMARY KEY (indicator, agency_id, day, subject, about)
);

-- Of dossiers the things behind the sums are asked for: they are counted anew, from the ledger, by a follower of another name.
DELETE FROM indicators.day_sum WHERE indicator LIKE 'cases.%';
INSERT INTO indicators.month_sum (indicator, agency_id, month, about, value)
SELECT indicator, agency_id, date_trunc('month', day)::date, about, sum(value) FROM indicators.day_sum GROUP BY 1, 2, 3, 4;
