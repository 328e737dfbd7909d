CREATE EXTENSION IF NOT EXISTS btree_gist;

-- What money can be: the accounts of the journal. A debit is positive, a credit negative.
CREATE TABLE payments.account (
  code text PRIMARY KEY,
  about text NOT NULL,
  -- On which side the balance of one obligation (or of one incoming transfer) stands, if on a side at all: +1 debit, -1 credit.
  side smallint CHECK (side IN (-1, 1))
);
INSERT INTO payments.account (code, about, side) VALUES
  ('receivable', 'Owed by who applies', 1),
  ('revenue', 'Fees and charges called in', -1),
  ('cash', 'In the cash box of the counter', NULL),
  ('bank', 'In the bank account', NULL),
  ('in-transit', 'Counted at the close of a day and on its way to the treasury', NULL),
  ('difference', 'Found too much or too little when counting', NULL),
  ('unmatched', 'Came in and nobody knows for what', -1),
  ('overpaid', 'Paid in above what was asked', -1),
  ('refundable', 'Approved to be given back, not given back yet', -1);
REVOKE INSERT, UPDATE, DELETE ON payments.account FROM fansipan_app;

-- Where citizens pay by transfer: an agency's account, by date. An agency without one uses that of the nearest agency above it.
CREATE TABLE payments.bank_account (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- The bank's number at NAPAS.
  bin text NOT NULL CHECK (bin ~ '^[0-9]{6}$'),
  bank_name text NOT NULL CHECK (bank_name <> '' AND length(bank_name) <= 200),
  number text NOT NULL CHECK (number ~ '^[0-9A-Z]{4,19}$'),
  holder text NOT NULL CHECK (holder <> '' AND length(holder) <= 200),
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  -- Exists in the demo only: every page that shows it says so.
  invented boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT bank_account_one_an_agency EXCLUDE USING gist (agency_id WITH =, valid WITH &&),
  -- Money that comes in names the account only: it must be one agency's.
  CONSTRAINT bank_account_one_agency EXCLUDE USING gist (bin WITH =, number WITH =, valid WITH &&)
);

-- What somebody has to pay, and why. Its sums are in the journal; `state` follows from them (checked below).
CREATE TABLE payments.obligation (
  id uuid PRIMARY KEY,
  -- What it is about, e.g. 'dossier' and its id. No foreign key: subjects live in engines above this one.
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  -- What the payer writes as purpose: the dossier's code.
  reference text NOT NULL,
  -- Which rule asked for it; null where an official did. The same rule asks once.
  key text,
  -- The agency that collects.
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  payer text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- As published; null where it depends on the case.
  base_amount bigint CHECK (base_amount >= 0),
  -- Who pays less, as published: [{ who, share, basis? }]. And what was granted of it.
  exemptions jsonb NOT NULL DEFAULT '[]',
  exemption jsonb,
  -- Whole đồng; null until somebody has said it.
  amount bigint CHECK (amount BETWEEN 0 AND 1000000000000),
  -- The time limit stands still until it is paid.
  waits boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('unset', 'planned', 'due', 'paid', 'exempt', 'cancelled')),
  created_at timestamptz NOT NULL,
  asked_at timestamptz,
  CONSTRAINT obligation_once UNIQUE (subject_kind, subject_id, key),
  CHECK ((state = 'unset') = (amount IS NULL AND state <> 'cancelled')),
  CHECK (state IN ('unset', 'planned', 'cancelled') OR asked_at IS NOT NULL),
  CHECK ((state = 'exempt') = (amount = 0 AND asked_at IS NOT NULL AND state <> 'cancelled'))
);
CREATE INDEX obligation_subject ON payments.obligation (subject_id);
CREATE INDEX obligation_due ON payments.obligation (agency_id, id) WHERE state IN ('unset', 'due');
REVOKE DELETE ON payments.obligation FROM fansipan_app;

-- How a transfer finds what it is for: banks keep letters and digits of a purpose and drop the rest.
CREATE TABLE payments.reference (
  plain text PRIMARY KEY CHECK (plain ~ '^[0-9A-Z]{6,40}$'),
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL UNIQUE
);
REVOKE UPDATE, DELETE ON payments.reference FROM fansipan_app;

-- Money that came into a bank account. The bank's own reference makes it one, however often and by whichever way we hear of it.
CREATE TABLE payments.money (
  id uuid PRIMARY KEY,
  bank_account_id uuid NOT NULL REFERENCES payments.bank_account,
  bank_ref text NOT NULL CHECK (length(bank_ref) BETWEEN 1 AND 100),
  amount bigint NOT NULL CHECK (amount > 0),
  purpose text NOT NULL CHECK (length(purpose) <= 500),
  payer text,
  booked_at timestamptz NOT NULL,
  -- How we heard of it first, and when it stood in a statement.
  heard text NOT NULL CHECK (heard IN ('notice', 'statement')),
  heard_at timestamptz NOT NULL,
  in_statement_at timestamptz,
  -- What the bank says otherwise than before (amount, purpose): never taken over by itself.
  contradiction jsonb,
  subject_kind text,
  subject_id uuid,
  state text NOT NULL CHECK (state IN ('matched', 'unmatched', 'assigned', 'returned')),
  CONSTRAINT money_once UNIQUE (bank_account_id, bank_ref),
  CHECK ((state IN ('matched', 'assigned')) = (subject_id IS NOT NULL)),
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
CREATE INDEX money_unmatched ON payments.money (bank_account_id, id) WHERE state = 'unmatched';
CREATE INDEX money_subject ON payments.money (subject_id) WHERE subject_id IS NOT NULL;
REVOKE DELETE ON payments.money FROM fansipan_app;

-- One message of the bank: the same one, sent again by whomever, changes nothing.
CREATE TABLE payments.notice (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 8 AND 100),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  received_at timestamptz NOT NULL,
  money_id uuid REFERENCES payments.money
);

-- The journal: every movement of money or of what is owed. Nothing in it is changed; a mistake is made good by a counter-entry.
CREATE TABLE payments.journal (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN (
    'charge', 'adjust', 'cancel', 'cash', 'cash-reversal', 'transfer', 'apply', 'assign', 'refund', 'refund-paid', 'close')),
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- The local day that it belongs to.
  day date NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL
);
CREATE INDEX journal_day ON payments.journal (agency_id, day);
CREATE TABLE payments.journal_line (
  journal_id uuid NOT NULL REFERENCES payments.journal,
  n smallint NOT NULL CHECK (n > 0),
  account text NOT NULL REFERENCES payments.account,
  amount bigint NOT NULL CHECK (amount <> 0),
  obligation_id uuid REFERENCES payments.obligation,
  money_id uuid REFERENCES payments.money,
  PRIMARY KEY (journal_id, n),
  CHECK (account NOT IN ('receivable', 'revenue', 'overpaid') OR obligation_id IS NOT NULL),
  CHECK (account <> 'unmatched' OR money_id IS NOT NULL),
  CHECK (account <> 'refundable' OR obligation_id IS NOT NULL OR money_id IS NOT NULL)
);
CREATE INDEX journal_line_obligation ON payments.journal_line (obligation_id) WHERE obligation_id IS NOT NULL;
CREATE INDEX journal_line_money ON payments.journal_line (money_id) WHERE money_id IS NOT NULL;
REVOKE UPDATE, DELETE ON payments.journal, payments.journal_line FROM fansipan_app;

-- Double entry: what one account gives another takes. Looked at when the transaction ends.
CREATE FUNCTION payments.check_balance(which uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE total numeric; lines int;
BEGIN
  SELECT coalesce(sum(amount), 0), count(*) INTO total, lines FROM payments.journal_line WHERE journal_id = which;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'journal %: % lines with the sum %', which, lines, total
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balanced';
  END IF;
END $$;
CREATE FUNCTION payments.check_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payments.check_balance(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION payments.check_journal_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payments.check_balance(NEW.journal_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_balanced AFTER INSERT ON payments.journal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_journal();
CREATE CONSTRAINT TRIGGER journal_line_balanced AFTER INSERT ON payments.journal_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_journal_of_line();

-- How each obligation stands, from the journal alone.
CREATE VIEW payments.standing AS
SELECT o.id AS obligation_id,
  coalesce(sum(l.amount) FILTER (WHERE l.account = 'receivable'), 0)::bigint AS outstanding,
  -coalesce(sum(l.amount) FILTER (WHERE l.account = 'overpaid'), 0)::bigint AS overpaid,
  coalesce(sum(l.amount) FILTER (WHERE l.account IN ('cash', 'bank')), 0)::bigint AS held,
  -coalesce(sum(l.amount) FILTER (WHERE l.account = 'refundable'), 0)::bigint AS owed_back
FROM payments.obligation o LEFT JOIN payments.journal_line l ON l.obligation_id = o.id
GROUP BY o.id;

-- Of one obligation nothing is on the wrong side: nobody owes less than nothing, no more is given back than came in, and the
-- obligation's state says what the sums say.
CREATE FUNCTION payments.check_standing(which uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE o payments.obligation; s payments.standing; wrong text; asked bigint; fits boolean;
BEGIN
  SELECT * INTO o FROM payments.obligation WHERE id = which;
  SELECT * INTO s FROM payments.standing WHERE obligation_id = which;
  SELECT string_agg(account, ', ') INTO wrong FROM (
    SELECT l.account FROM payments.journal_line l JOIN payments.account a ON a.code = l.account
    WHERE l.obligation_id = which GROUP BY l.account, a.side HAVING sum(l.amount) * a.side < 0) w;
  IF wrong IS NOT NULL OR s.held < s.owed_back THEN
    RAISE EXCEPTION 'obligation %: on the wrong side: %', which, coalesce(wrong, 'more to give back than came in')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'obligation_sides';
  END IF;
  SELECT coalesce(sum(l.amount), 0) INTO asked FROM payments.journal_line l JOIN payments.journal j ON j.id = l.journal_id
    WHERE l.obligation_id = which AND l.account = 'revenue' AND j.kind IN ('charge', 'adjust', 'cancel');
  fits := CASE o.state
    WHEN 'unset' THEN asked = 0 AND s.outstanding = 0
    WHEN 'planned' THEN asked = 0 AND s.outstanding = 0
    WHEN 'due' THEN s.outstanding > 0 AND -asked = o.amount
    WHEN 'paid' THEN s.outstanding = 0 AND -asked = o.amount
    WHEN 'exempt' THEN s.outstanding = 0 AND asked = 0
    ELSE s.outstanding = 0
  END;
  IF NOT fits THEN
    RAISE EXCEPTION 'obligation %: state % with amount %, asked %, outstanding %', which, o.state, o.amount, -asked, s.outstanding
      USING ERRCODE = 'check_violation', CONSTRAINT = 'obligation_state';
  END IF;
END $$;
CREATE FUNCTION payments.check_obligation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payments.check_standing(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER obligation_stands AFTER INSERT OR UPDATE ON payments.obligation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_obligation();
CREATE FUNCTION payments.check_line_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.obligation_id IS NOT NULL THEN
    PERFORM payments.check_standing(NEW.obligation_id);
  END IF;
  -- Of one incoming transfer no more is assigned or given back than came.
  IF NEW.money_id IS NOT NULL AND NEW.account = 'unmatched' AND (
    SELECT sum(amount) > 0 FROM payments.journal_line WHERE money_id = NEW.money_id AND account = 'unmatched') THEN
    RAISE EXCEPTION 'money %: more assigned than came in', NEW.money_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'money_side';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_line_side AFTER INSERT ON payments.journal_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_line_side();

-- The cash box of an agency on one day. Closed once, and then for good (Law 88/2015/QH13 on accounting, art. 27 and 28: books
-- that are closed are not written in).
CREATE TABLE payments.cash_day (
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  day date NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by uuid,
  closed_post uuid,
  -- What the journal says lies in the box, and what was counted.
  expected bigint CHECK (expected >= 0),
  counted bigint CHECK (counted >= 0),
  reason text CHECK (length(reason) BETWEEN 1 AND 1000),
  PRIMARY KEY (agency_id, day),
  CHECK ((closed_at IS NULL) = (expected IS NULL) AND (closed_at IS NULL) = (counted IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL)),
  -- Too much or too little is explained.
  CONSTRAINT cash_day_difference_explained CHECK (closed_at IS NULL OR counted = expected OR reason IS NOT NULL)
);
CREATE INDEX cash_day_open ON payments.cash_day (agency_id, day) WHERE closed_at IS NULL;
CREATE FUNCTION payments.keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL OR (NEW.agency_id, NEW.day) <> (OLD.agency_id, OLD.day) THEN
    RAISE EXCEPTION 'cash of % on %: closed', OLD.agency_id, OLD.day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cash_day_closed BEFORE UPDATE ON payments.cash_day FOR EACH ROW EXECUTE FUNCTION payments.keep_closed();
REVOKE DELETE ON payments.cash_day FROM fansipan_app;

-- Cash moves only on a day that is open: whoever writes it holds the day's row, and so does whoever closes it.
CREATE FUNCTION payments.check_cash_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE j payments.journal;
BEGIN
  IF NEW.account = 'cash' THEN
    SELECT * INTO j FROM payments.journal WHERE id = NEW.journal_id;
    PERFORM FROM payments.cash_day WHERE agency_id = j.agency_id AND day = j.day AND closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'cash of % on %: closed, or not open', j.agency_id, j.day
        USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_closed';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_line_cash BEFORE INSERT ON payments.journal_line FOR EACH ROW EXECUTE FUNCTION payments.check_cash_line();

-- A closed day's box is empty: what was counted is on its way, and the difference is booked.
CREATE FUNCTION payments.check_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rest bigint;
BEGIN
  SELECT coalesce(sum(l.amount), 0) INTO rest FROM payments.journal j JOIN payments.journal_line l ON l.journal_id = j.id
    WHERE j.agency_id = NEW.agency_id AND j.day = NEW.day AND l.account = 'cash';
  IF NEW.closed_at IS NOT NULL AND rest <> 0 THEN
    RAISE EXCEPTION 'cash of % on %: closed with % left', NEW.agency_id, NEW.day, rest
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_day_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cash_day_balanced AFTER UPDATE ON payments.cash_day
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_closed_day();

-- What the payer of cash takes home. Numbers of an agency and year run on without gaps (engine numbering); a wrong one stays, cancelled.
CREATE TABLE payments.receipt (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  year smallint NOT NULL,
  number int NOT NULL CHECK (number > 0),
  day date NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  reference text NOT NULL,
  payer text NOT NULL CHECK (payer <> ''),
  -- What was paid for: [{ name, amount }].
  items jsonb NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  received_at timestamptz NOT NULL,
  received_by uuid NOT NULL,
  received_post uuid,
  journal_id uuid NOT NULL UNIQUE REFERENCES payments.journal,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text CHECK (length(cancel_reason) BETWEEN 1 AND 1000),
  cancel_journal_id uuid UNIQUE REFERENCES payments.journal,
  CONSTRAINT receipt_number_once UNIQUE (agency_id, year, number),
  FOREIGN KEY (agency_id, day) REFERENCES payments.cash_day,
  CHECK (num_nulls(cancelled_at, cancelled_by, cancel_reason, cancel_journal_id) IN (0, 4))
);
CREATE INDEX receipt_day ON payments.receipt (agency_id, day, number);
CREATE INDEX receipt_subject ON payments.receipt (subject_id);
REVOKE DELETE ON payments.receipt FROM fansipan_app;
CREATE FUNCTION payments.keep_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.cancelled_at IS NOT NULL
    OR (to_jsonb(NEW) - '{cancelled_at,cancelled_by,cancel_reason,cancel_journal_id}'::text[])
      <> (to_jsonb(OLD) - '{cancelled_at,cancelled_by,cancel_reason,cancel_journal_id}'::text[]) THEN
    RAISE EXCEPTION 'receipt %/%: given out, can only be cancelled, and once', OLD.number, OLD.year
      USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_kept BEFORE UPDATE ON payments.receipt FOR EACH ROW EXECUTE FUNCTION payments.keep_receipt();

-- Money to be given back: asked for by one, approved by another, then given.
CREATE TABLE payments.refund (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- Of what was paid for something, or of money that nobody knows the purpose of.
  obligation_id uuid REFERENCES payments.obligation,
  money_id uuid REFERENCES payments.money,
  amount bigint NOT NULL CHECK (amount > 0),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  way text NOT NULL CHECK (way IN ('transfer', 'cash')),
  -- Whom to: name, and for a transfer bank and account, as the payer gave them.
  payee jsonb NOT NULL,
  requested_at timestamptz NOT NULL,
  requested_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  approved boolean,
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 1000),
  paid_at timestamptz,
  paid_by uuid,
  -- The bank's reference of the transfer out.
  paid_ref text CHECK (length(paid_ref) BETWEEN 1 AND 100),
  CHECK ((obligation_id IS NULL) <> (money_id IS NULL)),
  CHECK (num_nulls(decided_at, decided_by, approved) IN (0, 3)),
  -- Four eyes: nobody approves what he has asked for himself.
  CONSTRAINT refund_second_person CHECK (decided_by <> requested_by),
  CONSTRAINT refund_paid_when_approved CHECK (paid_at IS NULL OR approved),
  CHECK ((paid_at IS NULL) = (paid_by IS NULL)),
  CHECK (paid_at IS NULL OR way = 'cash' OR paid_ref IS NOT NULL)
);
CREATE INDEX refund_obligation ON payments.refund (obligation_id) WHERE obligation_id IS NOT NULL;
CREATE INDEX refund_money ON payments.refund (money_id) WHERE money_id IS NOT NULL;
CREATE INDEX refund_open ON payments.refund (agency_id, id) WHERE decided_at IS NULL OR (approved AND paid_at IS NULL);
REVOKE DELETE ON payments.refund FROM fansipan_app;

-- Comparison with the bank's statement: how far each account was read, and what that found.
CREATE TABLE payments.reconciliation (
  id uuid PRIMARY KEY,
  bank_account_id uuid NOT NULL REFERENCES payments.bank_account,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ran_at timestamptz NOT NULL,
  -- Transactions in the statement, and of them those nobody had told us of.
  seen int NOT NULL CHECK (seen >= 0),
  found int NOT NULL CHECK (found BETWEEN 0 AND seen),
  error text
);
CREATE INDEX reconciliation_account ON payments.reconciliation (bank_account_id, id DESC);
