-- Leaders who asked for the morning brief, and at which full hour (the province's time).
CREATE TABLE performance.brief_wish (
  account_id uuid PRIMARY KEY REFERENCES identity.account,
  hour smallint NOT NULL CHECK (hour BETWEEN 5 AND 11),
  since timestamptz NOT NULL
);

-- Of which day somebody has had his brief: two workers at once send one, for the key refuses the second.
CREATE TABLE performance.brief_sent (
  account_id uuid NOT NULL REFERENCES identity.account,
  day date NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, day)
);
