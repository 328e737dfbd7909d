-- Whether a number that was drawn came onto a paper: nearly all do, in the same moment, and the few that did not are listed without reading a million
-- others. The list still asks for the paper itself: this only says which rows are worth asking.
ALTER TABLE cases.result_number ADD COLUMN on_paper boolean NOT NULL DEFAULT false;
UPDATE cases.result_number n SET on_paper = true FROM cases.result r
WHERE r.dossier_id = n.dossier_id AND r.kind = n.kind AND r.agency_id = n.agency_id AND r.number = n.number;
CREATE INDEX result_number_paperless ON cases.result_number (agency_id, year) WHERE NOT on_paper;
CREATE INDEX result_withdrawn ON cases.result (agency_id, year) WHERE status = 'withdrawn';
