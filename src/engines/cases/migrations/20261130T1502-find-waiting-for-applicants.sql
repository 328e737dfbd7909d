-- What an office received and what waits for its applicants now: few of the many that it received.
CREATE INDEX dossier_waits ON cases.dossier (received_by) WHERE status IN ('supplementing', 'awaiting-payment');
CREATE INDEX question_to_applicant ON cases.question (dossier_id) WHERE to_agency IS NULL AND answered_at IS NULL AND dropped_at IS NULL;
