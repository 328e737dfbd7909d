import { formatDate, localDate } from '#platform/clock';
import { getAccount } from '../accounts/account.ts';
import { codeSender } from '../codes/code-sender.ts';
import { SignInLost } from '../errors.ts';
import { reportLost } from '../factors/lost.ts';
import { vaultService } from '../vault/vault.ts';
import { actOf, type FlowEnv } from './flow.ts';
import { lockStep, type Step } from './step.ts';

/** Whether who is asked for a second factor may say that it is lost: a citizen whose code opened the way to it, and who wants no less. */
export const mayReportLost = (
  { contact }: Pick<Step['data'], 'contact'>,
  account: { kind: string; phoneCodeOff: boolean },
): boolean =>
  account.kind === 'citizen' && contact !== undefined && !(contact.channel === 'sms' && account.phoneCodeOff);

/**
 * A citizen at the second step of signing in says that he has lost app, passkeys and recovery codes. They are taken away a week later unless
 * somebody shows one; he is told on every way there is, also if it is somebody else who says so. Returns that day. Throws SignInLost.
 */
export function reportLostFactors(env: FlowEnv, token: string | undefined): Promise<Date> {
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, env.get(vaultService), token, 'second-factor', now);
    if (!step.accountId) throw SignInLost();
    const account = await getAccount(tx, step.accountId);
    if (!mayReportLost(step.data, account)) throw SignInLost();
    const { due, first } = await reportLost(tx, account.id, actOf(env, account.id));
    if (first)
      await env.get(codeSender).warn(tx, {
        accountId: account.id,
        phone: account.phoneProven ? account.phone : null,
        email: account.emailProven ? account.email : null,
        date: formatDate(localDate(due)),
        lang: step.data.lang,
      });
    return due;
  });
}
