-- A number with a symbol (12/GCN-UBND) does not name its year: what is unique is the number in the book of the year.
ALTER TABLE cases.result_number ADD COLUMN year int;
UPDATE cases.result_number SET year = split_part(number, '/', 2)::int;
ALTER TABLE cases.result_number ALTER COLUMN year SET NOT NULL;
ALTER TABLE cases.result ADD COLUMN year int;
UPDATE cases.result SET year = split_part(number, '/', 2)::int;
ALTER TABLE cases.result ALTER COLUMN year SET NOT NULL;
ALTER TABLE cases.result DROP CONSTRAINT result_agency_id_kind_number_key;
-- One live number of a kind in an agency's year: the second of two racing clerks is refused.
ALTER TABLE cases.result ADD UNIQUE (agency_id, kind, year, number);
ALTER TABLE cases.result_act_number ADD COLUMN year int;
UPDATE cases.result_act_number SET year = split_part(number, '/', 2)::int;
ALTER TABLE cases.result_act_number ALTER COLUMN year SET NOT NULL;
