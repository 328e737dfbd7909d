-- What steps said and a correction changed, over what the dossier's process has: {"verify": {"status": "…"}}. As `data` it holds for the new result and
-- what is issued in its place.
ALTER TABLE cases.result_act ADD COLUMN said jsonb;
ALTER TABLE cases.result_act ADD CONSTRAINT result_act_said CHECK (said IS NULL OR (kind = 'correction' AND jsonb_typeof(said) = 'object'));
