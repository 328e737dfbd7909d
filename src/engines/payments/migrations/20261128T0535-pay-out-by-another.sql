-- Who asks for money to be given back does not give it back either: asking, approving and paying are not one person's.
-- What was paid before stays as it was.
ALTER TABLE payments.refund ADD CONSTRAINT refund_paid_by_another CHECK (paid_by <> requested_by) NOT VALID;
