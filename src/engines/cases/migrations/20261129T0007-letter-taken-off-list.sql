-- A letter is taken off its list again before the postal operator has it: the hand-over is taken back. Its line and its place on the list
-- stay, as in any book (no number of a list is given twice); one that has the operator's number is his, and stays on it.
ALTER TABLE cases.mailing ADD COLUMN taken_off_at timestamptz;
ALTER TABLE cases.mailing ADD COLUMN taken_off_why text CHECK (length(taken_off_why) BETWEEN 1 AND 4000);
ALTER TABLE cases.mailing ADD CONSTRAINT mailing_taken_off
  CHECK (taken_off_at IS NULL OR num_nonnulls(tracking_number, delivered_on, returned_on, settled_at) = 0);
ALTER TABLE cases.mailing ADD CONSTRAINT mailing_taken_off_why CHECK (taken_off_why IS NULL OR taken_off_at IS NOT NULL);
