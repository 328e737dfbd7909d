-- What was paid for is found by the number of a receipt alone, of whichever agency and year.
CREATE INDEX receipt_called ON payments.receipt (number);
