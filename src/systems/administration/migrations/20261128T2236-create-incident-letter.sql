-- To whom it was written last of incidents that wait, when, and how many of them were known to him then. No row: nothing waited.
CREATE TABLE administration.incident_letter (
  account_id uuid PRIMARY KEY REFERENCES identity.account,
  told_at timestamptz NOT NULL,
  known int NOT NULL CHECK (known > 0)
);
