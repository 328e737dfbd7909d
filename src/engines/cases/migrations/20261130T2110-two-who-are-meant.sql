-- Two who sign a marriage certificate are the two whom it names (Law 60/2014/QH13, art. 18). Where something does not agree with the dossier,
-- such as the declared number, the clerk says why it is given all the same, and the reason stays with the hand-over.
ALTER TABLE cases.hand_over
  ADD COLUMN mismatch_reason text CHECK (length(mismatch_reason) BETWEEN 10 AND 500),
  ADD CHECK (mismatch_reason IS NULL OR second_name IS NOT NULL);
-- Not of those that were handed over before the question was asked.
ALTER TABLE cases.hand_over
  ADD CHECK (lower(second_name) <> lower(recipient_name) OR mismatch_reason IS NOT NULL) NOT VALID,
  ADD CHECK (lower(second_paper) <> lower(checked_paper)) NOT VALID;
