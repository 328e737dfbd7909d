-- Citizens may protect their accounts as officials do: with an authenticator app or passkeys besides the code that is sent, or with a
-- passkey alone, which is two factors in one (what one has, and a fingerprint or PIN).

-- Since when no code to the telephone opens the account, at its owner's wish: whoever holds the SIM card does not get in by it.
ALTER TABLE identity.account ADD COLUMN phone_code_off_at timestamptz
  CONSTRAINT account_phone_code_citizen CHECK (phone_code_off_at IS NULL OR kind = 'citizen');

-- A passkey that says by itself whose it is begins without an account.
ALTER TABLE identity.sign_in DROP CONSTRAINT sign_in_stage_check;
ALTER TABLE identity.sign_in ADD CONSTRAINT sign_in_stage_check
  CHECK (stage IN ('code', 'name', 'new-password', 'enrol', 'second-factor', 'new-totp', 'passkey'));

-- A citizen who has lost what he signs in with and the recovery codes: after a week in which nobody showed them they are taken away. Its
-- owner is told on every way there is, and stops it by signing in as he always does.
CREATE TABLE identity.lost_factor (
  account_id uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
  asked_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  CHECK (due_at >= asked_at + interval '7 days')
);
