-- As before (20261128T2115), but the lines of cash are looked for journal by journal. Joined, they were planned by what the planner believed
-- of tables that nobody had counted yet: every line of cash of all agencies compared with every journal of this one.
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
  SELECT coalesce(sum(l.amount), 0) INTO rest FROM payments.journal j CROSS JOIN LATERAL (
      SELECT amount FROM payments.journal_line WHERE journal_id = j.id AND account = 'cash' OFFSET 0) AS l
    WHERE j.agency_id = NEW.agency_id AND j.day <= NEW.day;
  IF rest <> 0 THEN
    RAISE EXCEPTION 'cash of % on %: closed with % left', NEW.agency_id, NEW.day, rest
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_balanced';
  END IF;
  RETURN NULL;
END $$;
