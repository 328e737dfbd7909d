-- Dossiers are found by the number of a result, as it is typed from the paper: `47/ubnd - xntthn`. Of one number there may be many (each
-- agency, kind and year has its own book); without the index every search of the register that holds a digit would read all results.
CREATE INDEX result_called ON cases.result (cases.search_key(number));
-- What came in by post: by the number of its letter.
CREATE INDEX reception_tracking ON cases.reception (tracking_number) WHERE tracking_number IS NOT NULL;
