-- What elements of the process and fields of the form of the version before are called in this one: {elements, fields}, each a
-- list of {from, to, reason?}. A part of the version, so that it never changes once published.
ALTER TABLE procedures.procedure_version ADD COLUMN mapping jsonb CHECK (jsonb_typeof(mapping) = 'object');
-- Whoever keeps two versions of one procedure together (a dossier that was moved) can have the database hold that they are.
ALTER TABLE procedures.procedure_version ADD CONSTRAINT procedure_version_of UNIQUE (id, procedure_id);
