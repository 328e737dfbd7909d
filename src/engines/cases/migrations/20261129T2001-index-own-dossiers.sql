-- The dossiers of an account: most came over a counter, in nobody's account, and are not looked for there.
DROP INDEX cases.dossier_applicant;
CREATE INDEX dossier_applicant ON cases.dossier (applicant_id, id DESC) WHERE applicant_id IS NOT NULL;
