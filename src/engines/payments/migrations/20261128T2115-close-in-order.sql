-- What is counted is the whole box, so days close in their order, and after each nothing is left: neither of the day nor of the days before
-- it (Law 88/2015/QH13 on accounting, art. 5 and 27: continuous, in order of time, cash in the box equal to the book). Days that were
-- closed before this stay as they are.
CREATE OR REPLACE FUNCTION payments.check_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rest bigint; earlier date;
BEGIN
  IF NEW.closed_at IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT min(day) INTO earlier FROM payments.cash_day
    WHERE agency_id = NEW.agency_id AND day < NEW.day AND closed_at IS NULL;
  IF earlier IS NOT NULL THEN
    RAISE EXCEPTION 'cash of % on %: closed while % is open', NEW.agency_id, NEW.day, earlier
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_in_order';
  END IF;
  SELECT coalesce(sum(l.amount), 0) INTO rest FROM payments.journal j JOIN payments.journal_line l ON l.journal_id = j.id
    WHERE j.agency_id = NEW.agency_id AND j.day <= NEW.day AND l.account = 'cash';
  IF rest <> 0 THEN
    RAISE EXCEPTION 'cash of % on %: closed with % left', NEW.agency_id, NEW.day, rest
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_balanced';
  END IF;
  RETURN NULL;
END $$;
