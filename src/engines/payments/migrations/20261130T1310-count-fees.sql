-- A published rate that is asked for several times at once, e.g. for two copies: base_amount is the rate times that.
ALTER TABLE payments.obligation ADD COLUMN quantity smallint NOT NULL DEFAULT 1
  CONSTRAINT obligation_quantity CHECK (quantity = 1 OR (quantity BETWEEN 2 AND 100 AND base_amount IS NOT NULL AND base_amount % quantity = 0));
