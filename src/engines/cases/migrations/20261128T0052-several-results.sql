-- A dossier may have several results, each by the agency of its step (one form for birth, residence and health insurance):
-- until the last one is there it is still in process, and what is there may be handed over.
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('processing', 'issue-part', 'processing'),
  ('processing', 'return-part', 'processing');
