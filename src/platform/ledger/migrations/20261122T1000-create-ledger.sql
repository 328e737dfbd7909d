-- The ledger: one insert-only log of everything that happened, ordered and sealed afterwards (see docs/ledger.md).

-- Which life of the database a row was written in. Transaction ids restart in another cluster, so `entry.xid` means
-- something only together with `entry.epoch`. 0: before the first opening.
CREATE TABLE ledger.epoch (
  counter integer PRIMARY KEY CHECK (counter > 0),
  system_identifier text NOT NULL,
  timeline bigint NOT NULL,
  database_oid bigint NOT NULL,
  opened_by uuid NOT NULL UNIQUE
);

CREATE FUNCTION ledger.current_epoch() RETURNS integer LANGUAGE sql STABLE
  RETURN coalesce((SELECT max(counter) FROM ledger.epoch), 0);

-- CACHE 1 (the default, and needed): a value drawn later is larger, whoever draws it.
CREATE SEQUENCE ledger.entry_seq CACHE 1;

-- The proof is over `bytes` alone; the other columns find them. `xid` stands before `seq`: a row's transaction has its
-- id before the row draws its number, which is what lets the sealer know when everything up to a number is decided.
CREATE TABLE ledger.entry (
  id uuid PRIMARY KEY,
  epoch integer NOT NULL DEFAULT ledger.current_epoch(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint NOT NULL DEFAULT nextval('ledger.entry_seq'),
  subject text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  kind text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX entry_by_seq ON ledger.entry (seq);
CREATE INDEX entry_by_kind ON ledger.entry (kind, subject) WHERE kind LIKE 'ledger.%';

-- What no partition was made for lands here, so that nothing is ever refused.
CREATE TABLE ledger.entry_rest PARTITION OF ledger.entry DEFAULT;

-- What must be unique over all partitions lies in narrow tables of its own.
-- One entry a version: of two transactions that act on one subject at once, the second waits here for the first.
CREATE TABLE ledger.version (
  subject text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  entry uuid NOT NULL,
  PRIMARY KEY (subject, version)
);

-- The order that everybody sees: dense from 0. An entry has one place.
CREATE TABLE ledger.position (
  position bigint PRIMARY KEY CHECK (position >= 0),
  seq bigint NOT NULL,
  entry uuid NOT NULL UNIQUE,
  leaf bytea NOT NULL CHECK (octet_length(leaf) = 32)
);

-- Full tiles of the Merkle tree: 256 hashes of 32 bytes. Level 0 holds leaves, level n the roots of tiles of level n-1.
CREATE TABLE ledger.tile (
  level smallint NOT NULL CHECK (level >= 0),
  index bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (level, index)
);
ALTER TABLE ledger.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Signed heads, as they were signed, byte for byte. The same lines lie in a file outside the database.
CREATE TABLE ledger.head (
  size bigint PRIMARY KEY CHECK (size > 0),
  signed text NOT NULL,
  signature bytea NOT NULL
);

-- The keys that have signed, each for the heads larger than `after_size`.
CREATE TABLE ledger.key (
  after_size bigint PRIMARY KEY CHECK (after_size >= 0),
  key_id text NOT NULL,
  public_key bytea NOT NULL
);

-- Personal values (as canonical JSON) and their salts: the entry's bytes hold sha256(salt || value) only, so that
-- emptying a row here erases the person's data and leaves the proof whole (Law 91/2025/QH15 on personal data, the right to erasure).
CREATE TABLE ledger.personal (
  entry uuid NOT NULL,
  field text COLLATE "C" NOT NULL,
  salt bytea CHECK (octet_length(salt) = 32),
  value text,
  PRIMARY KEY (entry, field),
  CHECK ((salt IS NULL) = (value IS NULL))
);

-- Who seals now, and since when. The lock that makes it one is an advisory lock; this row is for people.
CREATE TABLE ledger.sealer (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  pid integer NOT NULL,
  process text NOT NULL,
  since timestamptz NOT NULL
);

CREATE TABLE ledger.follower (
  id text PRIMARY KEY,
  -- The next position it will read.
  position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
  -- Why it stands still at `position`, if it does.
  error text,
  failed_at timestamptz,
  attempts integer NOT NULL DEFAULT 0
);

-- Readings of a record already entered: one entry for an actor, subject, purpose and hour.
CREATE TABLE ledger.access (
  actor text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  hour timestamptz NOT NULL,
  PRIMARY KEY (actor, subject, purpose, hour)
);

-- Appends one entry in one round trip. `p_text` is the canonical JSON (RFC 8785) without its last member, "version",
-- which sorts last and is known only here. Order matters: transaction id, version (waits for a transaction that acts
-- on the same subject), then the sequence's next value.
CREATE FUNCTION ledger.append(
  p_id uuid, p_subject text, p_kind text, p_text text, p_fields text[], p_salts bytea[], p_values text[],
  OUT version integer, OUT leaf bytea
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_version integer;
  v_bytes bytea;
BEGIN
  PERFORM pg_current_xact_id();
  LOOP
    SELECT coalesce(max(v.version), 0) + 1 INTO v_version FROM ledger.version v WHERE v.subject = p_subject;
    INSERT INTO ledger.version (subject, version, entry) VALUES (p_subject, v_version, p_id)
      ON CONFLICT (subject, version) DO NOTHING;
    EXIT WHEN FOUND;
  END LOOP;
  v_bytes := convert_to(p_text || ',"version":' || v_version || '}', 'UTF8');
  INSERT INTO ledger.entry (id, subject, version, kind, bytes) VALUES (p_id, p_subject, v_version, p_kind, v_bytes);
  IF p_fields IS NOT NULL THEN
    INSERT INTO ledger.personal (entry, field, salt, value)
      SELECT p_id, f, s, v FROM unnest(p_fields, p_salts, p_values) AS u(f, s, v);
  END IF;
  append.version := v_version;
  append.leaf := sha256('\x00'::bytea || v_bytes);
END $$;

-- The same for many at once, set by set, in the order given. For loads in bulk: a subject that another transaction
-- is acting on makes it fail (unique version) instead of wait.
CREATE FUNCTION ledger.append_many(p_ids uuid[], p_subjects text[], p_kinds text[], p_texts text[])
  RETURNS TABLE (id uuid, version integer, leaf bytea) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_current_xact_id();
  RETURN QUERY
  WITH given AS (
    SELECT * FROM unnest(p_ids, p_subjects, p_kinds, p_texts) WITH ORDINALITY AS u(id, subject, kind, text, ord)
  ), known AS (
    SELECT v.subject, max(v.version) AS version FROM ledger.version v
    WHERE v.subject = ANY (p_subjects) GROUP BY v.subject
  ), numbered AS (
    SELECT g.*, (coalesce(k.version, 0) + row_number() OVER (PARTITION BY g.subject ORDER BY g.ord))::integer AS version
    FROM given g LEFT JOIN known k USING (subject)
  ), versions AS (
    INSERT INTO ledger.version (subject, version, entry) SELECT n.subject, n.version, n.id FROM numbered n
  ), entries AS (
    INSERT INTO ledger.entry (id, subject, version, kind, bytes)
    SELECT n.id, n.subject, n.version, n.kind, convert_to(n.text || ',"version":' || n.version || '}', 'UTF8')
    FROM numbered n ORDER BY n.ord
    RETURNING entry.id, entry.version, sha256('\x00'::bytea || entry.bytes) AS leaf
  ) SELECT * FROM entries;
END $$;

-- Empties exactly the personal values named by an erasure entry of this very transaction, and of its subject.
CREATE FUNCTION ledger.empty_personal(p_erasure uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_entry record;
  v_count integer;
BEGIN
  SELECT subject, xid, convert_from(bytes, 'UTF8')::jsonb AS content INTO v_entry
    FROM ledger.entry WHERE id = p_erasure AND kind = 'ledger.erased';
  IF NOT FOUND OR v_entry.xid <> pg_current_xact_id() THEN
    RAISE EXCEPTION 'personal values are emptied together with their erasure entry only';
  END IF;
  UPDATE ledger.personal p SET salt = NULL, value = NULL
    FROM jsonb_array_elements(v_entry.content -> 'body' -> 'fields') AS named(item), ledger.entry e
    WHERE e.id = (named.item ->> 'entry')::uuid AND e.subject = v_entry.subject
      AND p.entry = e.id AND p.field = named.item ->> 'field';
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

-- Puts the very first opening before whatever was appended while nobody sealed yet: a log begins with its opening.
CREATE FUNCTION ledger.open_log(p_opening uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  UPDATE ledger.entry SET seq = 0
    WHERE id = p_opening AND kind = 'ledger.epoch-opened' AND xid = pg_current_xact_id()
      AND NOT EXISTS (SELECT FROM ledger.position) AND NOT EXISTS (SELECT FROM ledger.entry WHERE seq = 0);
END;

-- Who holds the sealer's horizon: transactions with an id, in any database of the server, and prepared ones, oldest
-- first. As definer, because sessions of others are hidden from the app's role.
CREATE FUNCTION ledger.horizon()
  RETURNS TABLE (pid integer, application text, database text, state text, since timestamptz, prepared text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT h.pid, h.application, h.database, h.state, h.since, h.prepared FROM (
    SELECT a.pid, a.application_name AS application, a.datname::text AS database, a.state, a.xact_start AS since,
           NULL::text AS prepared, age(a.backend_xid) AS age
      FROM pg_stat_activity a WHERE a.backend_xid IS NOT NULL AND a.pid <> pg_backend_pid()
    UNION ALL
    SELECT NULL, NULL, x.database::text, 'prepared', x.prepared, x.gid, age(x.transaction) FROM pg_prepared_xacts x
  ) h ORDER BY h.age DESC;
END;

-- The smallest id of UUID version 7 (RFC 9562) that can be made at an instant.
CREATE FUNCTION ledger.id_at(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE
  RETURN (lpad(to_hex((extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

-- Makes the quarterly partitions that are missing from `p_from` to `p_until`. A quarter of which rows already lie in
-- `entry_rest` is left there. The app's role reaches the rows through `ledger.entry` only.
CREATE FUNCTION ledger.make_partitions(p_from date, p_until date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  v_start timestamptz;
  v_name text;
  v_made integer := 0;
BEGIN
  FOR v_start IN
    SELECT generate_series(date_trunc('quarter', p_from::timestamp), p_until::timestamp, '3 months') AT TIME ZONE 'UTC'
  LOOP
    v_name := 'entry_' || to_char(v_start AT TIME ZONE 'UTC', 'YYYY"q"Q');
    CONTINUE WHEN to_regclass('ledger.' || v_name) IS NOT NULL;
    BEGIN
      EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', v_name);
      EXECUTE format('REVOKE ALL ON ledger.%I FROM fansipan_app', v_name);
      EXECUTE format('ALTER TABLE ledger.entry ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
        v_name, ledger.id_at(v_start), ledger.id_at(v_start + interval '3 months'));
      v_made := v_made + 1;
    EXCEPTION WHEN check_violation THEN
      RAISE NOTICE 'the quarter of % has rows in ledger.entry_rest', v_start;
    END;
  END LOOP;
  RETURN v_made;
END $$;
SELECT ledger.make_partitions('2026-10-01', '2029-01-01');

-- The app's role adds and reads, and moves its followers. Not even it can give a row another place in the order:
-- epoch, xid and seq are filled by their defaults alone.
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM fansipan_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA ledger FROM fansipan_app;
GRANT USAGE, SELECT ON SEQUENCE ledger.entry_seq TO fansipan_app;
GRANT SELECT ON ledger.entry TO fansipan_app;
GRANT INSERT (id, subject, version, kind, bytes) ON ledger.entry TO fansipan_app;
GRANT SELECT, INSERT ON ledger.epoch, ledger.version, ledger.position, ledger.tile, ledger.head, ledger.key, ledger.personal
  TO fansipan_app;
GRANT SELECT, INSERT, UPDATE ON ledger.sealer, ledger.follower TO fansipan_app;
GRANT SELECT, INSERT, DELETE ON ledger.access TO fansipan_app;
REVOKE ALL ON FUNCTION ledger.empty_personal(uuid), ledger.open_log(uuid), ledger.make_partitions(date, date), ledger.horizon() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.empty_personal(uuid), ledger.open_log(uuid), ledger.make_partitions(date, date), ledger.horizon() TO fansipan_app;
