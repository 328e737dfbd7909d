-- Where the agency that a complaint was handed in at is gone, whoever has its work today settles it, in its own name and out of its own book.
ALTER TABLE complaints.complaint ADD COLUMN settled_agency uuid REFERENCES organisation.agency;
ALTER TABLE complaints.complaint DISABLE TRIGGER complaint_moves;
UPDATE complaints.complaint SET settled_agency = agency_id WHERE status = 'settled';
ALTER TABLE complaints.complaint ENABLE TRIGGER complaint_moves;
ALTER TABLE complaints.complaint
  DROP CONSTRAINT complaint_decision,
  ADD CONSTRAINT complaint_decision UNIQUE (settled_agency, decision_number),
  ADD CONSTRAINT complaint_settled_in_a_name CHECK ((status = 'settled') = (settled_agency IS NOT NULL));
GRANT UPDATE (settled_agency) ON complaints.complaint TO fansipan_app;

-- A number that was drawn counts for the agency of its book only.
ALTER TABLE complaints.decision_number ADD COLUMN agency_id uuid REFERENCES organisation.agency;
UPDATE complaints.decision_number n SET agency_id = c.agency_id FROM complaints.complaint c WHERE c.id = n.complaint_id;
ALTER TABLE complaints.decision_number
  ALTER COLUMN agency_id SET NOT NULL,
  DROP CONSTRAINT decision_number_pkey,
  ADD PRIMARY KEY (complaint_id, agency_id);
