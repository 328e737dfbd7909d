-- The agency that asks for papers, in whose book the slip has its number (form 02), where it is not the one that the dossier lies with: the
-- police, the tax and the land office ask under their own head.
ALTER TABLE cases.supplement_request ADD COLUMN agency_id uuid REFERENCES organisation.agency;
