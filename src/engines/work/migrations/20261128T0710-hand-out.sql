-- To whom new steps of an agency are given, as its head has said. A rule is replaced by another; what was, stays to be read.
CREATE TABLE work.hand_out_rule (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency (id),
  -- Only steps of this field, or of this procedure; null: of all that no closer rule names.
  field text,
  procedure text,
  -- Only steps that need this right; null: all.
  permission text,
  way text NOT NULL CHECK (way IN ('least-loaded', 'round-robin', 'fixed', 'nobody')),
  -- To whom, where it is always the same.
  post_id uuid REFERENCES organisation.post (id),
  made_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at >= made_at),
  CHECK ((way = 'fixed') = (post_id IS NOT NULL)),
  CHECK (procedure IS NULL OR field IS NOT NULL)
);
-- Of two heads who say something else about the same steps at the same moment the second is refused.
CREATE UNIQUE INDEX hand_out_rule_one ON work.hand_out_rule
  (agency_id, coalesce(field, ''), coalesce(procedure, ''), coalesce(permission, '')) WHERE ended_at IS NULL;

-- Whose turn it is: who was given something the longest ago. Whoever hands out takes a row that nobody else has in hand at the
-- moment (SKIP LOCKED): two who do so at once take two people, and neither waits for the other.
CREATE TABLE work.hand_out_turn (
  rule_id uuid NOT NULL REFERENCES work.hand_out_rule (id),
  post_id uuid NOT NULL REFERENCES organisation.post (id),
  given_at timestamptz,
  PRIMARY KEY (rule_id, post_id)
);

-- Who is away on which local days: rules pass over whoever is.
CREATE TABLE work.absence (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid) AND NOT upper_inf(valid)),
  noted_at timestamptz NOT NULL,
  noted_by uuid NOT NULL,
  ended_at timestamptz,
  -- Nobody is away twice on one day.
  CONSTRAINT absence_once EXCLUDE USING gist (account_id WITH =, valid WITH &&) WHERE (ended_at IS NULL)
);
