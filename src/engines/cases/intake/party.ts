import type { FormData } from '#engines/forms';
import {
  type Account,
  changeProfile,
  createAccount,
  findAccount,
  findByPersonalNumber,
  findCitizen,
  findSeenNumber,
  lockNumber,
  type ProfileChange,
  profileOf,
  readPhone,
  seeNumber,
  signsIn,
  type Vault,
} from '#engines/identity';
import { type Act, findAreaByCode } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { fold } from '#platform/text';
import { saidOf, sawNumber } from './person-form.ts';

type Said = {
  name: string;
  number: string | undefined;
  phone: string | undefined;
  birthDate: string | undefined;
};

const saysOf = (person: FormData): Said => ({
  name: saidOf(person, 'name') ?? '',
  number: saidOf(person, 'personalNumber'),
  phone: readPhone(saidOf(person, 'phone') ?? ''),
  birthDate: saidOf(person, 'birthDate'),
});

/** Whether an account can be this person's: the same name, and neither number nor birthday says otherwise. */
async function fits(tx: Tx, vault: Vault, account: Account, said: Said): Promise<boolean> {
  if (fold(account.name) !== fold(said.name)) return false;
  const { personalNumber, birthDate } = await profileOf(tx, vault, account.id);
  return (
    (!personalNumber || !said.number || personalNumber === said.number) &&
    (!birthDate || !said.birthDate || birthDate === said.birthDate)
  );
}

/** Whom the clerk chose among those found, and whose draft was opened by its code. */
type Known = { chosen: string | null; sure: string | null };

/**
 * The account of the person before the clerk, if there is one. In this order:
 *
 * | account | when |
 * | --- | --- |
 * | whose the draft is | he opened what he had begun by its code, with his card or telephone; the name the same, and neither number nor birthday says otherwise |
 * | of the telephone | its owner proved the number that the person gives, and says to have the personal number on the card |
 * | of the card | the personal number was compared with the card at a counter before, and the name is the same |
 * | of the telephone | proven, the name the same, and neither number nor birthday says otherwise |
 * | that the clerk chose | nobody can sign in with it, the name the same, and neither number nor birthday says otherwise |
 * | of the number | nobody can sign in with it, a counter wrote this number down, the name the same, and no birthday says otherwise |
 *
 * Never by what somebody only says of himself: who typed another's number into his profile would see that person's dossiers, and
 * so would a relative whose telephone is given. And never by a number alone: one digit mistyped is somebody else.
 */
async function accountOf(
  tx: Tx,
  vault: Vault,
  said: Said,
  { chosen, sure }: Known,
): Promise<string | undefined> {
  const begun = sure ? await findAccount(tx, sure) : undefined;
  if (begun?.status === 'active' && (await fits(tx, vault, begun, said))) return begun.id;
  const byPhone = said.phone ? await findCitizen(tx, said.phone) : undefined;
  if (byPhone && said.number) {
    const claimed = (await profileOf(tx, vault, byPhone.id)).personalNumber;
    if (claimed === said.number) return byPhone.id;
  }
  const seen = said.number ? await findSeenNumber(tx, vault, said.number) : undefined;
  if (seen && fold(seen.name) === fold(said.name)) return seen.id;
  if (byPhone && (await fits(tx, vault, byPhone, said))) return byPhone.id;
  const picked = chosen ? await findAccount(tx, chosen) : undefined;
  if (picked?.kind === 'citizen' && !signsIn(picked) && (await fits(tx, vault, picked, said)))
    return picked.id;
  const written = said.number ? await findByPersonalNumber(tx, vault, said.number) : [];
  for (const account of written)
    if (!signsIn(account) && (await fits(tx, vault, account, said))) return account.id;
  return undefined;
}

/** What the desk's form says, as a profile keeps it: what was left empty takes nothing from what is known. */
async function profileFrom(tx: Tx, person: FormData, act: Act): Promise<ProfileChange> {
  const code = saidOf(person, 'commune');
  const area = code ? await findAreaByCode(tx, code, 'commune', localDate(act.at)) : undefined;
  const sex = saidOf(person, 'sex');
  const birthDate = saidOf(person, 'birthDate');
  const addressDetail = saidOf(person, 'address');
  return {
    ...(birthDate ? { birthDate } : {}),
    ...(sex === 'male' || sex === 'female' ? { sex } : {}),
    ...(area ? { areaId: area.id } : {}),
    ...(addressDetail ? { addressDetail } : {}),
  };
}

/**
 * The citizen whose dossier is being received: found, or made. An account that is made here lets nobody in; it is there so that the
 * person is known the next time. What its owner keeps himself is not changed. That the clerk compared the number with the card is
 * noted where he says so; a number that was only typed is kept as one that somebody says.
 */
export async function partyOf(
  tx: Tx,
  vault: Vault,
  person: FormData,
  known: Known,
  act: Act,
): Promise<string> {
  const says = saysOf(person);
  if (says.number) await lockNumber(tx, vault, says.number);
  let id = await accountOf(tx, vault, says, known);
  const account = id ? await findAccount(tx, id) : undefined;
  id ??= await createAccount(tx, { kind: 'citizen', name: says.name, phone: says.phone ?? null }, act);
  if (!account || !signsIn(account))
    await changeProfile(tx, vault, id, await profileFrom(tx, person, act), act);
  if (!says.number) return id;
  // Into a profile that its owner keeps nobody else writes a number.
  const owners = account && signsIn(account) ? (await profileOf(tx, vault, id)).personalNumber : undefined;
  if (owners !== undefined && owners !== says.number) return id;
  if (sawNumber(person)) await seeNumber(tx, vault, id, says.number, act);
  else await changeProfile(tx, vault, id, { personalNumber: says.number }, act);
  return id;
}
