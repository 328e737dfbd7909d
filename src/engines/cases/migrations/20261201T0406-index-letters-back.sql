-- Letters that came back and lie at a counter: counted whenever somebody who receives there opens his inbox, and always few.
CREATE INDEX mailing_back ON cases.mailing (list_id) WHERE returned_on IS NOT NULL AND settled_at IS NULL;
