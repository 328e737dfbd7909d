-- After how many days of waiting for papers or money of the applicant who keeps a dossier may stop it for good by himself; before, and for any other
-- reason, who answers for the agency decides. How long an applicant has is said by no text that was at hand: a number to be compared (unverified).
CREATE TABLE cases.waiting_rule (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  days smallint NOT NULL CHECK (days BETWEEN 1 AND 365)
);
INSERT INTO cases.waiting_rule (days) VALUES (15);
