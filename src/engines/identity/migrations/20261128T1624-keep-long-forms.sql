-- A procedure's form or process as its source has up to two megabytes: it is kept too for who has to sign in again.
ALTER TABLE identity.stashed_post DROP CONSTRAINT stashed_post_body_sealed_check;
ALTER TABLE identity.stashed_post ADD CONSTRAINT stashed_post_body_sealed_check CHECK (length(body_sealed) <= 2600000);
