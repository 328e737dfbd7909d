-- A charge that no published list bears out is asked for when a second person has confirmed it (Law 97/2015/QH13, art. 16: nobody sets or
-- collects a fee that the law does not name): { basis, reason, by, confirmed, decision, decidedBy, decidedAt }.
ALTER TABLE payments.obligation ADD COLUMN proposal jsonb
  CONSTRAINT obligation_proposal_whole CHECK (proposal IS NULL OR (length(proposal ->> 'basis') > 0 AND length(proposal ->> 'reason') > 0
    AND length(proposal ->> 'by') > 0 AND (proposal ->> 'confirmed' IS NULL) = (proposal ->> 'decidedBy' IS NULL)));
-- Not by one alone, and nothing is asked for before.
ALTER TABLE payments.obligation ADD CONSTRAINT obligation_proposal_by_two CHECK (proposal ->> 'decidedBy' IS DISTINCT FROM proposal ->> 'by'
  OR proposal IS NULL);
ALTER TABLE payments.obligation ADD CONSTRAINT obligation_proposal_first CHECK (proposal IS NULL OR asked_at IS NULL
  OR proposal ->> 'confirmed' IS NOT DISTINCT FROM 'true');
CREATE FUNCTION payments.keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.proposal IS NOT NULL AND NEW.proposal IS DISTINCT FROM OLD.proposal AND (OLD.proposal ->> 'confirmed' IS NOT NULL
    OR NEW.proposal IS NULL OR NEW.proposal -> 'by' IS DISTINCT FROM OLD.proposal -> 'by'
    OR NEW.proposal -> 'basis' IS DISTINCT FROM OLD.proposal -> 'basis') THEN
    RAISE EXCEPTION 'proposal of %: is decided once', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'obligation_proposal_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER obligation_proposal_once BEFORE UPDATE OF proposal ON payments.obligation FOR EACH ROW EXECUTE FUNCTION payments.keep_proposal();
CREATE INDEX obligation_proposed ON payments.obligation (agency_id, id)
  WHERE state = 'planned' AND proposal IS NOT NULL AND proposal ->> 'confirmed' IS NULL;
-- Who decides on refunds is told how many wait.
CREATE INDEX refund_undecided ON payments.refund (agency_id) WHERE decided_at IS NULL;
