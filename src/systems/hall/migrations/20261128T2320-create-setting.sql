-- What an office has chosen for its hall. An office without a row has what stands here.
CREATE TABLE hall.setting (
  agency_id uuid PRIMARY KEY REFERENCES organisation.agency,
  -- So many minutes before the desks open kiosks and telephones give numbers: to those who wait outside in the morning and in the noon break.
  early_minutes int NOT NULL DEFAULT 15 CHECK (early_minutes BETWEEN 0 AND 120)
);
