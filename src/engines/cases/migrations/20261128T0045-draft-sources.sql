-- Where answers came from that nobody typed: by field, the source (profile, past …). A mark stands until the answer is changed.
ALTER TABLE cases.draft ADD COLUMN sources jsonb NOT NULL DEFAULT '{}';
-- The revision with which each page was last saved: of two windows on one draft only those on the same page are in each other's way.
ALTER TABLE cases.draft ADD COLUMN page_revisions jsonb NOT NULL DEFAULT '{}';
