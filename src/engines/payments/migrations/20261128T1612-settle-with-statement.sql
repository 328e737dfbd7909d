-- What an official decided where a bank's notice and its statement say different things of money that came in: the received amount was
-- corrected to the statement's, or it stays and the line is explained (Circular 24/2024/TT-BTC: differences between the books and the
-- bank are cleared up, with their cause, before the books are closed).
CREATE TABLE payments.money_settlement (
  id uuid PRIMARY KEY,
  money_id uuid NOT NULL REFERENCES payments.money,
  decision text NOT NULL CHECK (decision IN ('corrected', 'kept')),
  -- Booked before and after, and what the statement said; null: it said nothing of it.
  before bigint NOT NULL CHECK (before >= 0),
  after bigint NOT NULL CHECK (after >= 0),
  statement bigint CHECK (statement > 0),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  settled_at timestamptz NOT NULL,
  settled_by uuid NOT NULL,
  journal_id uuid UNIQUE REFERENCES payments.journal,
  -- Obligations that were let go with it, since their subject is closed; and how many movements the subject's money had then: it is
  -- undone only as long as there are no more.
  let_go uuid[] NOT NULL DEFAULT '{}',
  movements int NOT NULL CHECK (movements >= 0),
  undone_at timestamptz,
  undone_by uuid,
  CONSTRAINT money_settlement_corrects CHECK ((decision = 'corrected') = (after <> before) AND (decision = 'corrected') = (journal_id IS NOT NULL)),
  CONSTRAINT money_settlement_follows CHECK (decision = 'kept' OR after = coalesce(statement, 0)),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX money_settlement_money ON payments.money_settlement (money_id, id);
REVOKE DELETE ON payments.money_settlement FROM fansipan_app;
CREATE FUNCTION payments.keep_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL
    OR (to_jsonb(NEW) - '{undone_at,undone_by}'::text[]) <> (to_jsonb(OLD) - '{undone_at,undone_by}'::text[]) THEN
    RAISE EXCEPTION 'settlement %: can only be undone, and once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'money_settlement_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER money_settlement_kept BEFORE UPDATE ON payments.money_settlement
  FOR EACH ROW EXECUTE FUNCTION payments.keep_settlement();

-- The settlement that stands; null again when it is undone, or when the bank says something new.
ALTER TABLE payments.money ADD COLUMN settlement_id uuid REFERENCES payments.money_settlement;
-- A notice that no statement bears out is corrected to nothing.
ALTER TABLE payments.money DROP CONSTRAINT money_amount_check;
ALTER TABLE payments.money ADD CONSTRAINT money_amount_check CHECK (amount >= 0);
CREATE INDEX money_contradicted ON payments.money (bank_account_id, id) WHERE contradiction IS NOT NULL;

ALTER TABLE payments.journal DROP CONSTRAINT journal_kind_check;
ALTER TABLE payments.journal ADD CONSTRAINT journal_kind_check CHECK (kind IN (
  'charge', 'adjust', 'cancel', 'cash', 'cash-reversal', 'transfer', 'apply', 'assign', 'refund', 'refund-paid', 'close', 'correct'));
