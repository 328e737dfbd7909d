-- Of an agency whose work went to several, the dossiers about one place, newest first; and, from one to the next, which agencies
-- had any about it. By who decides and by who took it in.
CREATE INDEX dossier_place ON cases.dossier (area_id, agency_id, id DESC);
CREATE INDEX dossier_place_received ON cases.dossier (area_id, received_by, id DESC);
