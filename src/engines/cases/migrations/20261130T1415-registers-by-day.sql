-- Registers are read by the day of receipt: a month of some years ago without all that came after it. What came in where there was no network
-- (received before it arrived) and what is written down later stands at its day.
DROP INDEX cases.dossier_agency;
DROP INDEX cases.dossier_received;
CREATE INDEX dossier_agency ON cases.dossier (agency_id, received_at DESC, id DESC);
CREATE INDEX dossier_received ON cases.dossier (received_by, received_at DESC, id DESC);
-- Of an agency whose work went to several, the dossiers about one place; and, from one to the next, which agencies had any about it.
CREATE INDEX dossier_place ON cases.dossier (area_id, agency_id, received_at DESC, id DESC);
CREATE INDEX dossier_place_received ON cases.dossier (area_id, received_by, received_at DESC, id DESC);
-- For who reads everything.
CREATE INDEX dossier_day ON cases.dossier (received_at DESC, id DESC);
