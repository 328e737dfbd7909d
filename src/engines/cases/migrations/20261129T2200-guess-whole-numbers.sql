-- Whether the last digits of a telephone number were guessed or the whole of it: four digits are bounded over all networks, and where they do
-- not do any more the whole number is asked for.
ALTER TABLE cases.tracking_guess ADD COLUMN whole boolean NOT NULL DEFAULT false;
