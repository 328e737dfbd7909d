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
