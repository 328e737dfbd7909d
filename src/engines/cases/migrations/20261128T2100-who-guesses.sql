-- From which network (a keyed digest, as identity.attempt has) a dossier was looked up, and whether rightly: who guesses is shut out before
-- everybody is, and whoever looked it up rightly from there before is not shut out by others.
ALTER TABLE cases.tracking_guess ADD COLUMN network bytea, ADD COLUMN ok boolean NOT NULL DEFAULT false;
