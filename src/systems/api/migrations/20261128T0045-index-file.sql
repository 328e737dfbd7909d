-- Who refers to a file is asked before an unused one is deleted (engine files).
CREATE INDEX file_sha256 ON api.file (sha256);
