-- Made by a simulation, of nobody: the row itself says so for ever. Nobody is told of it, and every page can say what it is.
ALTER TABLE cases.dossier ADD COLUMN synthetic boolean NOT NULL DEFAULT false;

-- The paper of a synthetic dossier's result is drawn and signed when somebody opens it: a million of them that nobody looks at
-- need not be drawn. Every other result has its paper from the first.
ALTER TABLE cases.result ADD COLUMN drawn_later boolean NOT NULL DEFAULT false;
ALTER TABLE cases.result ALTER COLUMN sha256 DROP NOT NULL;
ALTER TABLE cases.result ADD CONSTRAINT result_has_paper CHECK (sha256 IS NOT NULL OR drawn_later);
