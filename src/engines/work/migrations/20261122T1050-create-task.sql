-- Trigram search lives in the public schema, where ones own PostgreSQL may already have it.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

-- Everything that someone has to do: a step of a dossier now; documents, reports and petitions later.
-- Work belongs to agencies and posts, never to persons: holders of a post change, the work stays.
CREATE TABLE work.task (
  id uuid NOT NULL,
  -- What it is about, e.g. 'dossier' and its id. No foreign key: subjects live in many engines.
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  -- Where the step stands in its process; stable across versions.
  element_id text NOT NULL,
  -- The engine's own mark of the step, e.g. the number of the process token.
  ref text NOT NULL DEFAULT '',
  -- Code of the procedure's field: a right may be held for some fields only.
  field text,
  -- What the inbox shows without opening the subject: title, names, code. Written by the engine that owns the subject.
  title jsonb NOT NULL,
  agency_id uuid NOT NULL REFERENCES organisation.agency (id),
  -- The right that one needs at that agency to do it.
  permission text NOT NULL,
  -- Set when it was given to one post; any holder of the right may do it otherwise.
  post_id uuid REFERENCES organisation.post (id),
  due_at timestamptz,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'suspended', 'done', 'cancelled')),
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Who ended it (account) and as holder of which post.
  ended_by uuid,
  ended_post uuid,
  outcome text,
  search text NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  CHECK ((state IN ('done', 'cancelled')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'done') = (outcome IS NOT NULL))
) PARTITION BY RANGE (id);

-- UUIDv7 carries its time in the first 48 bits: a partition is a span of time.
CREATE FUNCTION work.uuid_at(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
DO $$
DECLARE y int;
BEGIN
  FOR y IN 2021..2035 LOOP
    EXECUTE format('CREATE TABLE work.task_%s PARTITION OF work.task FOR VALUES FROM (%L) TO (%L)', y,
      work.uuid_at(make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')), work.uuid_at(make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC')));
  END LOOP;
END $$;
-- Nothing is ever refused for want of a partition.
CREATE TABLE work.task_rest PARTITION OF work.task DEFAULT;

CREATE INDEX task_subject ON work.task (subject_id);
-- The inbox: what is open at these agencies for this right, most urgent first.
CREATE INDEX task_inbox ON work.task (agency_id, permission, due_at, id) WHERE state = 'open';
CREATE INDEX task_waiting ON work.task (agency_id, permission, id) WHERE state = 'suspended';
CREATE INDEX task_search ON work.task USING gin (search public.gin_trgm_ops) WHERE state IN ('open', 'suspended');
