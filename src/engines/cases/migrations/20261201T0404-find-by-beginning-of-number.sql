-- Dossiers are found by the number of a paper from its beginning (`198` of `198/TB-UBND`), whatever the collation of the database: as bytes.
-- Of one number there may be many (each agency, kind and year has its own book), so each search with digits would read all papers without.
DROP INDEX cases.result_called;
CREATE INDEX result_called ON cases.result (cases.search_key(number) text_pattern_ops);
CREATE INDEX result_act_called ON cases.result_act (cases.search_key(number) text_pattern_ops) WHERE number IS NOT NULL;
CREATE INDEX result_act_lifted_called ON cases.result_act (cases.search_key(lifted_number) text_pattern_ops) WHERE lifted_number IS NOT NULL;
CREATE INDEX apology_called ON cases.apology (number) WHERE undone_at IS NULL;
CREATE INDEX supplement_request_called ON cases.supplement_request (number) WHERE undone_at IS NULL;
