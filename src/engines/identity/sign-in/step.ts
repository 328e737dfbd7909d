import type { Queryable, Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import type { Contact } from '../codes/send-code.ts';
import { SignInLost } from '../errors.ts';
import { newToken, tokenHash } from '../vault/token.ts';
import type { Vault } from '../vault/vault.ts';

const MINUTES = 10;
const PURPOSE = 'sign-in';

export type Stage = 'code' | 'name' | 'new-password' | 'enrol' | 'second-factor' | 'new-totp' | 'passkey';

/** What a sign-in carries from step to step, encrypted. */
export type StepData = {
  lang: Lang;
  /** Path to go to afterwards. */
  next: string | null;
  contact?: Contact;
  /** An address that is to be added once the code that went to `contact`, which is the account's already, came back. */
  adding?: Contact;
  /** The code shows anew whose session it is; nothing is added. */
  confirming?: boolean;
  /** What a passkey that says by itself whose it is has to sign. */
  challenge?: string;
  /** From the registration form. */
  name?: string;
  email?: string;
  /** Secret of the authenticator app that is being added. */
  totpSecret?: string;
};

export type Step = {
  hash: Buffer;
  stage: Stage;
  accountId: string | null;
  codeId: string | null;
  data: StepData;
};

/** Begins a sign-in. Returns the token for the browser's cookie. */
export async function beginStep(
  tx: Tx,
  vault: Vault,
  step: { stage: Stage; accountId?: string; codeId?: string; data: StepData },
  now: Date,
): Promise<string> {
  const token = newToken();
  await tx.run(
    `INSERT INTO identity.sign_in (token_hash, stage, account_id, code_id, data_sealed, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tokenHash(token),
      step.stage,
      step.accountId ?? null,
      step.codeId ?? null,
      vault.seal(PURPOSE, JSON.stringify(step.data)),
      now,
      new Date(now.getTime() + MINUTES * 60_000),
    ],
  );
  return token;
}

/** The sign-in under way behind the cookie, locked when `q` is a transaction that asks for it; undefined when there is none. */
export async function findStep(
  q: Queryable,
  vault: Vault,
  token: string | undefined,
  now: Date,
  lock = false,
): Promise<Step | undefined> {
  if (!token) return undefined;
  const row = await q.maybe<Omit<Step, 'data'> & { sealed: Buffer }>(
    `SELECT token_hash AS hash, stage, account_id AS "accountId", code_id AS "codeId", data_sealed AS sealed
       FROM identity.sign_in WHERE token_hash = $1 AND expires_at > $2 ${lock ? 'FOR UPDATE' : ''}`,
    [tokenHash(token), now],
  );
  if (!row) return undefined;
  const { sealed, ...step } = row;
  return { ...step, data: JSON.parse(vault.open(PURPOSE, sealed)) as StepData };
}

/** The sign-in under way at `stage`, locked. Throws SignInLost. */
export async function lockStep(
  tx: Tx,
  vault: Vault,
  token: string | undefined,
  stage: Stage,
  now: Date,
): Promise<Step> {
  const step = await findStep(tx, vault, token, now, true);
  if (step?.stage !== stage) throw SignInLost();
  return step;
}

/** Goes on to another stage, with ten minutes more. */
export async function moveStep(tx: Tx, vault: Vault, step: Step, stage: Stage, now: Date): Promise<void> {
  await tx.run(
    'UPDATE identity.sign_in SET stage = $2, data_sealed = $3, expires_at = $4 WHERE token_hash = $1',
    [
      step.hash,
      stage,
      vault.seal(PURPOSE, JSON.stringify(step.data)),
      new Date(now.getTime() + MINUTES * 60_000),
    ],
  );
}

/** The sign-in is finished. */
export async function closeStep(tx: Tx, step: Step): Promise<void> {
  await tx.run('DELETE FROM identity.sign_in WHERE token_hash = $1', [step.hash]);
}
