-- Many steps of dossiers that one official does at once: results signed with one confirmation, steps passed on, work given out.
-- Each step is done in a transaction of its own, together with its line here.
CREATE TABLE cases.bulk_act (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('sign', 'step', 'assign')),
  -- chosen: looked through, nothing is done yet; running; done: each of its steps was done or refused.
  state text NOT NULL CHECK (state IN ('chosen', 'running', 'done')),
  -- Who acts: rights are those that he has when each step is done.
  account_id uuid NOT NULL REFERENCES identity.account,
  chosen_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  ended_at timestamptz,
  -- Work is given to this post; null: back to all who may do it.
  post_id uuid REFERENCES organisation.post,
  note text CHECK (length(note) BETWEEN 1 AND 4000),
  CHECK ((state = 'chosen') = (confirmed_at IS NULL)),
  CHECK ((state = 'done') = (ended_at IS NOT NULL)),
  CHECK (kind = 'assign' OR post_id IS NULL)
);
CREATE INDEX bulk_act_account ON cases.bulk_act (account_id, chosen_at DESC);
-- What was chosen and never confirmed.
CREATE INDEX bulk_act_left ON cases.bulk_act (chosen_at) WHERE state = 'chosen';

CREATE TABLE cases.bulk_item (
  bulk_id uuid NOT NULL REFERENCES cases.bulk_act ON DELETE CASCADE,
  task_id uuid NOT NULL,
  dossier_id uuid NOT NULL,
  -- The place in the list that was looked through.
  place int NOT NULL,
  -- What the step ends with; null for work that is given out.
  outcome text,
  -- waiting; done; refused: not done, and still to do, for the reason that stands beside it.
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
  error text,
  params jsonb,
  at timestamptz,
  PRIMARY KEY (bulk_id, task_id),
  CHECK ((state = 'refused') = (error IS NOT NULL)),
  CHECK ((state = 'waiting') = (at IS NULL))
);
CREATE INDEX bulk_item_place ON cases.bulk_item (bulk_id, place);
