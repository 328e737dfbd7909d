import { type Form, type FormData, valueAt } from '#engines/forms';
import {
  changeProfile,
  findAccount,
  type ProfileChange,
  profileOf,
  signsIn,
  type Vault,
} from '#engines/identity';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { fieldOfProfile } from './corrected.ts';

type Says = { applicantName: string; data: FormData };

/** What answers say of whoever applies, as his profile keeps it. */
function profileSaid(form: Form, { applicantName, data }: Says): ProfileChange {
  const said = (what: string): string | undefined => {
    const path = fieldOfProfile(form, what);
    const value = path && valueAt(data, path);
    return typeof value === 'string' ? value : undefined;
  };
  const [birthDate, sex, addressDetail] = [said('birthDate'), said('sex'), said('address')];
  const personalNumber = said('personalNumber');
  return {
    name: applicantName,
    ...(birthDate ? { birthDate } : {}),
    ...(sex === 'male' || sex === 'female' ? { sex } : {}),
    ...(addressDetail ? { addressDetail } : {}),
    ...(personalNumber ? { personalNumber } : {}),
  };
}

/**
 * The account that counters keep of a person follows a correction, where it says what was typed wrong. What its owner keeps himself nobody
 * else changes, and a number that a card showed stays.
 */
export async function accountFollows(
  tx: Tx,
  vault: Vault,
  accountId: string | null,
  form: Form,
  { was, is }: { was: Says; is: Says },
  act: Act,
): Promise<void> {
  const account = accountId ? await findAccount(tx, accountId) : undefined;
  if (!account || signsIn(account)) return;
  const [before, after] = [profileSaid(form, was), profileSaid(form, is)];
  const kept = await profileOf(tx, vault, account.id);
  const wrong = (Object.keys(after) as Array<keyof ProfileChange>).filter(
    key => after[key] !== before[key] && kept[key] === before[key],
  );
  if (wrong.length)
    await changeProfile(tx, vault, account.id, Object.fromEntries(wrong.map(key => [key, after[key]])), act);
}
