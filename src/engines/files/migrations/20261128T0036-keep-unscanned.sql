-- A scanner that is away holds nobody up: the file is kept, marked, and looked at when the scanner is back. What is found
-- bad then stays as evidence and is handed out to nobody.
ALTER TABLE files.file
  ADD COLUMN scan_found text,
  -- When it was last put: what nothing refers to a week later is deleted (Law 91/2025/QH15: no longer than needed).
  ADD COLUMN wanted_at timestamptz,
  DROP CONSTRAINT file_scan_result_check,
  DROP CONSTRAINT file_check;
UPDATE files.file SET wanted_at = created_at, scan_result = coalesce(scan_result, 'not-scanned');
ALTER TABLE files.file
  ALTER COLUMN wanted_at SET NOT NULL,
  ALTER COLUMN scan_result SET NOT NULL,
  ADD CONSTRAINT file_scan_result CHECK (scan_result IN ('clean', 'not-scanned', 'infected')),
  ADD CONSTRAINT file_scanned CHECK ((scan_result = 'not-scanned') = (scanned_at IS NULL)),
  ADD CONSTRAINT file_found CHECK ((scan_result = 'infected') = (scan_found IS NOT NULL));
CREATE INDEX file_wanted ON files.file (wanted_at);
GRANT UPDATE (scan_found, wanted_at) ON files.file TO fansipan_app;
