-- Who applies says that he pays less, on which of the published grounds (Law 97/2015/QH13 on fees, art. 10: who is exempt is published with
-- the fee); an official confirms it, or declines it with the reason, once: { place, who, holds, granted, reason, decidedBy, decidedAt }.
ALTER TABLE payments.obligation ADD COLUMN claim jsonb
  CONSTRAINT obligation_claim_whole CHECK (claim IS NULL OR (jsonb_typeof(claim -> 'place') = 'number' AND jsonb_typeof(claim -> 'holds') = 'boolean'
    AND (claim ->> 'granted' IS NULL) = (claim ->> 'reason' IS NULL) AND (claim ->> 'granted' IS NULL) = (claim ->> 'decidedBy' IS NULL)));
CREATE FUNCTION payments.keep_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.claim IS NOT NULL AND NEW.claim IS DISTINCT FROM OLD.claim AND (OLD.claim ->> 'granted' IS NOT NULL
    OR NEW.claim -> 'place' IS DISTINCT FROM OLD.claim -> 'place' OR NEW.claim -> 'holds' IS DISTINCT FROM OLD.claim -> 'holds') THEN
    RAISE EXCEPTION 'claim of %: is decided once', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'obligation_claim_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER obligation_claim_once BEFORE UPDATE OF claim ON payments.obligation FOR EACH ROW EXECUTE FUNCTION payments.keep_claim();
