-- What somebody asks of his inbox again and again, under a name: his own, or an agency's, which all see who work there.
CREATE TABLE work.saved_view (
  id uuid PRIMARY KEY,
  account_id uuid REFERENCES identity.account,
  agency_id uuid REFERENCES organisation.agency,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  -- What is asked for, by the names that the inbox has for it.
  query jsonb NOT NULL CHECK (jsonb_typeof(query) = 'object' AND query <> '{}'),
  made_by uuid NOT NULL REFERENCES identity.account,
  made_at timestamptz NOT NULL,
  CHECK (num_nonnulls(account_id, agency_id) = 1)
);
-- Two of one name could not be told apart in the menu.
CREATE UNIQUE INDEX saved_view_own ON work.saved_view (account_id, lower(name)) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX saved_view_shared ON work.saved_view (agency_id, lower(name)) WHERE agency_id IS NOT NULL;

-- What an official's inbox opens with, where it is not everything.
CREATE TABLE work.first_view (
  account_id uuid PRIMARY KEY REFERENCES identity.account,
  view_id uuid NOT NULL REFERENCES work.saved_view ON DELETE CASCADE
);
CREATE INDEX first_view_view ON work.first_view (view_id);
