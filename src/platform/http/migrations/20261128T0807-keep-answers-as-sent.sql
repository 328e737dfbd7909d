-- The answer is kept as it was first sent, the order of its names too: who asks again gets it byte for byte, and may compare digests.
-- (jsonb sorts names anew.)
ALTER TABLE http.idempotency ALTER COLUMN answer TYPE json USING answer::json;
