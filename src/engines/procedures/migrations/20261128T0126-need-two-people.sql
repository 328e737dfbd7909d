-- A draft that somebody asks to have published. What is decided about is what was asked for: while a proposal is open, the draft
-- does not change.
CREATE TABLE procedures.proposal (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES procedures.procedure_version,
  -- The first day in force that is asked for.
  from_day date NOT NULL,
  note text CHECK (length(note) <= 2000),
  -- Of everything in the draft: legal part, form, process, result.
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- Those of one imported list are decided about together.
  batch uuid,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'taken-back')),
  decided_by text,
  decided_at timestamptz,
  reason text CHECK (length(reason) BETWEEN 1 AND 2000),
  CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  -- Four eyes (Decree 63/2010/NĐ-CP, articles 9 to 11: what is drafted is appraised by somebody else).
  CONSTRAINT proposal_other_person CHECK (state <> 'approved' OR decided_by <> proposed_by),
  CONSTRAINT proposal_reason CHECK ((state = 'rejected') = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX proposal_one_open ON procedures.proposal (version_id) WHERE state = 'open';
CREATE INDEX proposal_open ON procedures.proposal (proposed_at, id) WHERE state = 'open';
CREATE INDEX proposal_version ON procedures.proposal (version_id, proposed_at);

CREATE FUNCTION procedures.keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' OR to_jsonb(NEW) - ARRAY['state', 'decided_by', 'decided_at', 'reason']
    IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'decided_by', 'decided_at', 'reason'] THEN
    RAISE EXCEPTION 'a proposal does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'proposal_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_immutable BEFORE UPDATE ON procedures.proposal
  FOR EACH ROW EXECUTE FUNCTION procedures.keep_decided();

-- Everybody who has saved something of a version, who began it among them.
ALTER TABLE procedures.procedure_version ADD COLUMN authors text[] NOT NULL DEFAULT '{}';
ALTER TABLE procedures.procedure_version DISABLE TRIGGER procedure_version_immutable;
UPDATE procedures.procedure_version v SET authors = ARRAY(
  SELECT v.created_by UNION SELECT r.saved_by FROM procedures.draft_revision r WHERE r.version_id = v.id);
ALTER TABLE procedures.procedure_version ENABLE TRIGGER procedure_version_immutable;

-- No author approves his own work. 'system' is whoever runs the program (a pack of its own, the command line), who has the
-- database in his hands anyway.
CREATE FUNCTION procedures.need_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' THEN
      RAISE EXCEPTION 'a version begins as a draft' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_two_people';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT NEW.authors @> OLD.authors THEN
    RAISE EXCEPTION 'authors are not forgotten' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_two_people';
  END IF;
  IF OLD.status = 'draft' AND NEW.status = 'published' AND NEW.published_by <> 'system' AND NOT EXISTS (
    SELECT FROM procedures.proposal p WHERE p.version_id = NEW.id AND p.state = 'approved'
      AND p.decided_by = NEW.published_by AND p.decided_by <> ALL (NEW.authors)) THEN
    RAISE EXCEPTION 'a version is published by somebody who has not written it' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'procedure_version_two_people';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER procedure_version_two_people BEFORE INSERT OR UPDATE ON procedures.procedure_version
  FOR EACH ROW EXECUTE FUNCTION procedures.need_two_people();
