-- The few in which something was found, for those who see to them.
CREATE INDEX file_infected ON files.file (sha256) WHERE scan_result = 'infected';
