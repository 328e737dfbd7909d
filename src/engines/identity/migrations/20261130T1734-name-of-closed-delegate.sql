-- Who acted by a mandate is known by his account's name. When he closes the account that name goes; in the mandate, which is kept as proof of who
-- acted for whom (Civil Code 2015, articles 134–143), it stays. Null while the account is open, and where nobody took the mandate.
ALTER TABLE identity.mandate ADD COLUMN delegate_name text CHECK (length(delegate_name) BETWEEN 1 AND 200),
  ADD CHECK (delegate_name IS NULL OR delegate_id IS NOT NULL);
