-- Who is still filling in a form of a version whose dossiers are being moved.
CREATE INDEX draft_version ON cases.draft (procedure_version_id) WHERE dossier_id IS NULL;
