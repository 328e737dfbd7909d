-- What people “paid” at the simulated bank: its own books, apart from ours.
CREATE TABLE bank_simulator.transaction (
  n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  bin text NOT NULL,
  number text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  purpose text NOT NULL,
  payer text NOT NULL,
  booked_at timestamptz NOT NULL,
  -- How it is told.
  telling text NOT NULL CHECK (telling IN ('once', 'twice', 'late', 'late-twice', 'never', 'contradicts'))
);
CREATE INDEX transaction_account ON bank_simulator.transaction (bin, number, n);

-- What was sent, and what our program answered.
CREATE TABLE bank_simulator.call (
  id text NOT NULL,
  transaction bigint NOT NULL REFERENCES bank_simulator.transaction,
  sent_at timestamptz NOT NULL,
  status int
);
CREATE INDEX call_transaction ON bank_simulator.call (transaction, sent_at);
