-- How often who has asked lately: one count for all processes on this database. Who is a keyed digest, no address.
-- Unlogged: what is lost in a crash is a minute's count, and counting must not wait for the disk.
CREATE UNLOGGED TABLE http.request_count (
  key bytea PRIMARY KEY CHECK (length(key) = 16),
  n integer NOT NULL CHECK (n > 0),
  -- When the window that began with the first request is over, and counting begins anew.
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 50);
