-- What the postal operator brought back goes out again with a letter of its own (public postal service, Decision 45/2016/QĐ-TTg): the one that came
-- back keeps its line, its number and why it came back, and says as which letter it went again. One is sent again once.
ALTER TABLE cases.mailing ADD COLUMN sent_again_as uuid UNIQUE REFERENCES cases.mailing;
ALTER TABLE cases.mailing ADD CONSTRAINT mailing_sent_again
  CHECK (sent_again_as IS NULL OR (settled_at IS NOT NULL AND sent_again_as <> id));
