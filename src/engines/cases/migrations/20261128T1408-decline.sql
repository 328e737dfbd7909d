-- What was received is not refused reception any more: after it was taken in hand a refusal is a decision of the agency that it is not
-- settled (Decree 61/2018/NĐ-CP, article 19: in writing, with the reason). The national portal knows no code of its own for it: 8, handled
-- no longer. Dossiers that were refused before keep what was said of them.
INSERT INTO cases.status (status, national_code, closed, clock_runs) VALUES ('declined', 8, true, false);
UPDATE cases.status_move SET to_status = 'declined' WHERE from_status = 'processing' AND act = 'refuse';
