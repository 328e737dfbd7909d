-- Decisions are numbered as other papers (`1/QĐ-UBND`), which begin anew every year: the year stands in the book, no longer in the number.
ALTER TABLE cases.result_act DROP CONSTRAINT result_act_decision;
CREATE UNIQUE INDEX result_act_decision ON cases.result_act (agency_id, number, (extract(year FROM at AT TIME ZONE 'Asia/Ho_Chi_Minh')))
  WHERE number IS NOT NULL;
