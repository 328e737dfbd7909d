-- Where both parties sign when it is handed over (marriage: Law 60/2014/QH13, art. 18), the second of them: who it was, by which paper the clerk
-- knew him, and his signature on the pad. Nobody takes it for another then, and the code on a receipt alone shows nobody.
ALTER TABLE cases.hand_over
  ADD COLUMN second_name text CHECK (length(second_name) BETWEEN 1 AND 200),
  ADD COLUMN second_paper text CHECK (length(second_paper) BETWEEN 1 AND 500),
  ADD COLUMN second_signature_sha256 text REFERENCES files.file (sha256),
  ADD CHECK ((second_name IS NULL) = (second_paper IS NULL)),
  ADD CHECK (second_name IS NULL OR (checked = 'paper' AND recipient_relation IS NULL)),
  ADD CHECK (second_name IS NOT NULL OR second_signature_sha256 IS NULL),
  -- Both on the pad, or both on the printed slip.
  ADD CHECK (second_name IS NULL OR (signature_sha256 IS NULL) = (second_signature_sha256 IS NULL));
