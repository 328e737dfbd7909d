-- What lies in the content-addressed store. The name is the digest, so a row never changes what it stands for.
CREATE TABLE files.file (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size > 0 AND size <= 20971520),
  -- Told by the content, never by the name or by what the sender claims.
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  scanned_at timestamptz,
  scan_result text CHECK (scan_result IN ('clean', 'not-scanned')),
  created_at timestamptz NOT NULL,
  -- A file that a scanner found bad is never stored: what has been scanned is clean.
  CHECK ((scan_result = 'clean') = (scanned_at IS NOT NULL))
);

-- The sweep of unscanned files once a scanner is there.
CREATE INDEX file_unscanned ON files.file (created_at) WHERE scanned_at IS NULL;

-- Papers are evidence: the program adds files and notes a scan, it never changes what a digest stands for.
REVOKE UPDATE ON files.file FROM fansipan_app;
GRANT UPDATE (scanned_at, scan_result) ON files.file TO fansipan_app;
