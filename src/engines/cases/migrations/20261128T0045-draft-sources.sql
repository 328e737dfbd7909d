-- Where answers came from that nobody typed: by field, the source (profile, past …). A mark stands until the answer is changed.
ALTER TABLE cases.draft ADD COLUMN sources jsonb NOT NULL DEFAULT '{}';
