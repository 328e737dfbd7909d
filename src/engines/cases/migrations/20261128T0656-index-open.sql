-- What runs at an agency now, and what of it is late: leaders ask all the time, and only what is open is looked at.
CREATE INDEX dossier_open ON cases.dossier (agency_id, due_at) WHERE closed_at IS NULL;
