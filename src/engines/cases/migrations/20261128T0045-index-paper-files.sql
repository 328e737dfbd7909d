-- Who refers to a file is asked before an unused one is deleted (engine files).
CREATE INDEX paper_file ON cases.paper (sha256);
CREATE INDEX draft_file_file ON cases.draft_file (sha256);
