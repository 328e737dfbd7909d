-- That somebody above has been told that a task lies with somebody who is away: by itself, beside the warning before it is due, and
-- again another time when it did not hold any more meanwhile.
ALTER TABLE work.task ADD COLUMN away_told_at timestamptz;
CREATE INDEX task_away_told ON work.task (subject_kind) WHERE away_told_at IS NOT NULL AND state IN ('open', 'suspended');
-- What leaders have before them of such tasks (engine cases) bears a mark of its own from now on; the warning before they are due is still to come.
UPDATE work.task SET ref = 'escalation:away:' || substr(ref, 12)
WHERE state IN ('open', 'suspended') AND starts_with(ref, 'escalation:') AND starts_with(title ->> 'step', 'Người giữ đang vắng: ');
UPDATE work.task t SET away_told_at = notice.created_at, warned_at = NULL
FROM work.task notice
WHERE notice.subject_id = t.subject_id AND notice.ref = 'escalation:away:' || t.ref AND notice.state IN ('open', 'suspended')
  AND t.state IN ('open', 'suspended');
