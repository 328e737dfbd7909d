-- What came in without a network and was dropped at the counter: the applicant holds a provisional receipt, and whoever is asked about its number has
-- to know by whom and why, and which dossier is of the same matter.
ALTER TABLE cases.offline_intake
  ADD COLUMN dropped_at timestamptz CHECK (dropped_at >= arrived_at),
  ADD COLUMN dropped_by uuid REFERENCES identity.account,
  ADD COLUMN drop_reason text CHECK (length(drop_reason) BETWEEN 3 AND 500),
  ADD COLUMN same_dossier_id uuid,
  ADD CHECK (num_nonnulls(dropped_at, dropped_by, drop_reason) IN (0, 3)),
  -- Its intake is gone with it.
  ADD CHECK (dropped_at IS NULL OR draft_id IS NULL),
  ADD CHECK (same_dossier_id IS NULL OR dropped_at IS NOT NULL);
