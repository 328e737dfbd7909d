-- What people call things, and what the law calls them: a search for the first finds the second. A phrase that means nothing (empty) is a
-- word that may be left out ("làm", "thủ tục"). The program brings a list; what the province changes in it stays.
CREATE TABLE procedures.synonym (
  -- Without tone marks, as a search compares.
  folded text PRIMARY KEY CHECK (folded ~ '^[a-z0-9]+( [a-z0-9]+){0,9}$'),
  phrase text NOT NULL CHECK (length(phrase) BETWEEN 1 AND 100),
  means text NOT NULL CHECK (length(means) <= 200),
  -- Not used any more; kept, so that the list that comes with the program does not bring it again.
  dropped boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL,
  -- Who changed it; null: it came with the program.
  changed_by uuid
);
