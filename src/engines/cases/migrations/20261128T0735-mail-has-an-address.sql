-- What is handed to the postal operator goes to an address: without one nobody can deliver it (public postal service, Decision 45/2016/QĐ-TTg).
-- Letters from before this was asked for stay as they are.
ALTER TABLE cases.mailing ADD CONSTRAINT mailing_address CHECK (length(btrim(address)) >= 5) NOT VALID;
