-- A number that a form names was never compared with a card, at a counter neither: only who has an account has a number by sight (Law
-- 26/2023/QH15, article 12). What was joined by such numbers stays joined until a human parts it.
UPDATE people.record SET number_key = NULL WHERE account_id IS NULL AND number_key IS NOT NULL;
ALTER TABLE people.record ADD CONSTRAINT record_number_shown CHECK (number_key IS NULL OR account_id IS NOT NULL);
