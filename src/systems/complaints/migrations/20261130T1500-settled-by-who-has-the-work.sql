-- Where the agency that a complaint was handed in at is gone, whoever has its work today settles it, in its own name and out of its own book.
-- That is the committee of the place of its dossier where the agency's work went to several: the place is kept with the complaint, by which it is listed.
ALTER TABLE complaints.complaint ADD COLUMN settled_agency uuid REFERENCES organisation.agency;
ALTER TABLE complaints.complaint ADD COLUMN area_id uuid REFERENCES organisation.area;
ALTER TABLE complaints.complaint DISABLE TRIGGER complaint_moves;
UPDATE complaints.complaint SET settled_agency = agency_id WHERE status = 'settled';
UPDATE complaints.complaint c SET area_id = d.area_id FROM cases.dossier d WHERE d.id = c.dossier_id;
ALTER TABLE complaints.complaint ENABLE TRIGGER complaint_moves;
ALTER TABLE complaints.complaint
  ALTER COLUMN area_id SET NOT NULL,
  DROP CONSTRAINT complaint_decision,
  ADD CONSTRAINT complaint_decision UNIQUE (settled_agency, decision_number),
  ADD CONSTRAINT complaint_settled_in_a_name CHECK ((status = 'settled') = (settled_agency IS NOT NULL));
CREATE INDEX complaint_place ON complaints.complaint (area_id);
GRANT UPDATE (settled_agency) ON complaints.complaint TO fansipan_app;

-- A number that was drawn counts for the agency of its book only.
ALTER TABLE complaints.decision_number ADD COLUMN agency_id uuid REFERENCES organisation.agency;
UPDATE complaints.decision_number n SET agency_id = c.agency_id FROM complaints.complaint c WHERE c.id = n.complaint_id;
ALTER TABLE complaints.decision_number
  ALTER COLUMN agency_id SET NOT NULL,
  DROP CONSTRAINT decision_number_pkey,
  ADD PRIMARY KEY (complaint_id, agency_id);
