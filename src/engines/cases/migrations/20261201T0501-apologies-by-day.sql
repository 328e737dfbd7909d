-- Everybody reads the newest apologies for results that are still owed: from the apologies, not from all dossiers that are open.
CREATE INDEX apology_given ON cases.apology (given_at DESC, dossier_id) WHERE undone_at IS NULL;
