-- Dossiers that ended without a result: what was paid for them may have to go back.
CREATE INDEX dossier_without_result ON cases.dossier (received_by) WHERE status IN ('withdrawn', 'refused', 'declined', 'stopped');
