-- How the result of a procedure is worded, where staff have written it (Decree 30/2020/NĐ-CP: the layout is the house's).
-- A part of the version, so that it never changes once published.
ALTER TABLE procedures.procedure_version ADD COLUMN result_template jsonb CHECK (jsonb_typeof(result_template) = 'object');
