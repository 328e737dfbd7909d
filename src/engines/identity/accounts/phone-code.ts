import type { Visitor } from '#platform/http';
import { record } from '../entries/record.ts';
import { PhoneCodeOnly } from '../errors.ts';
import { factorsOf } from '../factors/factors.ts';
import { requireFresh } from '../sessions/step-up.ts';
import { actOf, type FlowEnv } from '../sign-in/flow.ts';

const FRESH_MINUTES = 10;

/**
 * A citizen turns codes to his telephone off, or on again. Off, such a code opens the account only beside a second factor, and is no way to
 * have that taken away. Throws StepUpNeeded; PhoneCodeOnly where there is neither a passkey nor a proven e-mail address to get in by.
 */
export function setPhoneCode(env: FlowEnv, visitor: Visitor, off: boolean): Promise<void> {
  const now = env.clock.now();
  const { accountId } = visitor;
  return env.db.tx(async tx => {
    await requireFresh(tx, visitor, FRESH_MINUTES, now);
    const { email, was } = await tx.one<{ email: boolean; was: boolean }>(
      `SELECT email_proven_at IS NOT NULL AS email, phone_code_off_at IS NOT NULL AS was
         FROM identity.account WHERE id = $1 AND kind = 'citizen' FOR UPDATE`,
      [accountId],
    );
    if (was === off) return;
    if (off && !email && (await factorsOf(tx, accountId)).passkeys.length === 0) throw PhoneCodeOnly();
    await tx.run('UPDATE identity.account SET phone_code_off_at = $2 WHERE id = $1', [
      accountId,
      off ? now : null,
    ]);
    await record(tx, actOf(env, accountId), {
      kind: 'identity.account-changed',
      subject: `account:${accountId}`,
      body: { fields: ['phoneCode'] },
    });
  });
}
