-- Digests of the answers by which the dossier's matter is known (a birth: child, day and mother), as its procedure's version says.
-- Two dossiers that share one may be about the same: the office is told before it grants a second birth certificate for one child.
-- Null where the procedure names none: those cost the index nothing.
ALTER TABLE cases.dossier ADD COLUMN matters text[] CHECK (cardinality(matters) BETWEEN 1 AND 20);
CREATE INDEX dossier_matters ON cases.dossier USING gin (matters) WITH (fastupdate = off) WHERE matters IS NOT NULL;
