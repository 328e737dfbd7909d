-- A complaint that somebody handed in in the applicant's name is the applicant's: who acted for him was written down as whose it is. Those
-- that were given in without an account stay without one. Who settled it is checked when it is settled, not here.
ALTER TABLE complaints.complaint DISABLE TRIGGER complaint_moves;
UPDATE complaints.complaint c SET account_id = d.applicant_id FROM cases.dossier d
  WHERE d.id = c.dossier_id AND c.account_id IS NOT NULL AND d.applicant_id IS NOT NULL AND c.account_id <> d.applicant_id;
ALTER TABLE complaints.complaint ENABLE TRIGGER complaint_moves;
