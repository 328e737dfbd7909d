-- Whether somebody is himself, not by delegation, the head of an agency on a day: he holds a post of it that settles complaints and is called as
-- a head is. A deputy's title begins otherwise.
CREATE FUNCTION complaints.heads(account uuid, agency uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM organisation.post p JOIN identity.holding h ON h.post_id = p.id AND h.valid @> day
    WHERE p.agency_id = agency AND p.valid @> day AND h.account_id = account
      AND p.title_vi ~* '^(quyền |q[.] ?)?(chủ tịch|giám đốc|tổng giám đốc|cục trưởng|chi cục trưởng|trưởng|chánh|thủ trưởng|viện trưởng|hiệu trưởng)'
      AND EXISTS (SELECT FROM identity.role r WHERE r.id = ANY (p.roles) AND 'complaint.settle' = ANY (r.permissions)))
$$;

-- Who may not settle a complaint. The first goes to the head of the agency, also about what he decided himself or those he answers for (Law on
-- Complaints 02/2011/QH13, articles 17, 18); a deputy or another who had a part does not settle it. The second goes to the one above, and
-- nobody settles it who had a part in the decision or in the first settlement (article 21).
CREATE FUNCTION complaints.barred(complaint uuid, account uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM complaints.took_part p WHERE p.complaint_id = complaint AND p.account_id = account)
    AND NOT EXISTS (SELECT FROM complaints.complaint c WHERE c.id = complaint AND c.level = 1 AND complaints.heads(account, c.agency_id, day))
$$;

CREATE OR REPLACE FUNCTION complaints.check_complaint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT (
    (OLD.status = 'received' AND NEW.status IN ('taken-on', 'declined', 'withdrawn'))
    OR (OLD.status = 'taken-on' AND NEW.status IN ('settled', 'withdrawn'))) THEN
    RAISE EXCEPTION 'complaint %: no way from % to %', OLD.number, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_moves';
  END IF;
  IF NEW.settled_by IS NOT NULL
    AND complaints.barred(NEW.id, NEW.settled_by, (NEW.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) THEN
    RAISE EXCEPTION 'complaint %: settled by who had a part in the decision', OLD.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_settled_by_another';
  END IF;
  RETURN NEW;
END $$;
