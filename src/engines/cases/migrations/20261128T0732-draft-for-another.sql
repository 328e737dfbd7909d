-- An application that somebody fills in in another's name, who lets him (identity.mandate); asked again when it is sent.
ALTER TABLE cases.draft ADD COLUMN principal_id uuid REFERENCES identity.account;
