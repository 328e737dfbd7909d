import { findAccount, signsIn } from '#engines/identity';
import type { MessageRequest } from '#engines/messaging';
import type { Queryable } from '#platform/db';
import type { Dossier } from './types.ts';

/** Where who is told of a dossier reads on, without the address of the site; the texts of messages put them after `{base}`. */
export type Ways = {
  /** The dossier itself. */
  see: string;
  /** What is to be paid for it, and how. */
  pay: string;
};

type Addressee = Pick<MessageRequest, 'accountId' | 'phone' | 'email' | 'lang' | 'about'> & { ways: Ways };

/**
 * Whom a message about a dossier goes to, and what it links. Who applied on paper has an account that lets nobody in: it gets no message, and
 * the links lead to where the number of the receipt and four digits of the telephone are enough. Nothing else chooses a link to a dossier.
 */
export async function addresseeOf(
  q: Queryable,
  dossier: Pick<Dossier, 'id' | 'code' | 'applicantId' | 'phone' | 'email' | 'lang'>,
): Promise<Addressee> {
  const { id, code, applicantId, phone, email, lang } = dossier;
  const account = applicantId ? await findAccount(q, applicantId) : undefined;
  const own = account !== undefined && signsIn(account);
  const see = own ? `/ho-so/${code}` : `/tra-cuu?ma=${code}`;
  return {
    accountId: own ? applicantId : null,
    ...{ phone, email, lang },
    about: { kind: 'dossier', id },
    ways: { see, pay: own ? `${see}/nop-phi` : see },
  };
}

/** Whether no message about a dossier reaches anybody: he has neither telephone nor e-mail address, nor an account that lets him in. */
export async function isUnreachable(q: Queryable, dossier: Dossier): Promise<boolean> {
  const { accountId, phone, email } = await addresseeOf(q, dossier);
  return !accountId && !phone && !email;
}

/** Whether anybody hears of an act on a dossier. */
export type Told = 'applicant-told' | 'nobody-told' | 'synthetic-untold';

/**
 * Whom a message about a dossier reaches: its applicant; nobody, who has to be told otherwise; nobody, for there is nobody: of a synthetic dossier
 * only an account that lets somebody in is written to, whatever telephone it names.
 */
export async function toldOf(q: Queryable, dossier: Dossier): Promise<Told> {
  const { accountId } = await addresseeOf(q, dossier);
  if (dossier.synthetic) return accountId ? 'applicant-told' : 'synthetic-untold';
  return (await isUnreachable(q, dossier)) ? 'nobody-told' : 'applicant-told';
}
