-- What was asked for in a dossier, also what is answered: counted by each reception and shown on each page of it.
CREATE INDEX supplement_request_dossier ON cases.supplement_request (dossier_id);
-- The same of what stood in the way of it and is settled.
CREATE INDEX incident_dossier ON cases.incident (dossier_id);
