-- What was found when the parts of the program were looked at last: how many are broken. One row.
CREATE TABLE administration.system_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  looked_at timestamptz NOT NULL,
  broken int NOT NULL CHECK (broken >= 0)
);
