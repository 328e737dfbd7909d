import { type Form, readCard, valueAt } from '#engines/forms';
import { profileOf, readPersonalNumber, type Vault } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { receptionOf } from '../intake/reception.ts';
import { isReceiptToken } from '../slips/receipt-token.ts';
import type { Dossier } from '../types.ts';

/** The code on a receipt: the address that its QR code holds, of which only the token proves anything. */
const tokenIn = (typed: string): string | undefined => /[?&]k=([\w-]{10,60})(?:&|$)/.exec(typed)?.[1];

/** The personal numbers that are known of the applicant: what he declared, and that of his account. */
export async function applicantNumbers(
  q: Queryable,
  vault: Vault,
  dossier: Dossier,
  form: Form,
): Promise<string[]> {
  const own = Object.entries(form.fields)
    .filter(([, f]) => [f.prefill].flat().includes('profile.personalNumber'))
    .map(([path]) => valueAt(dossier.data, path));
  const account = dossier.applicantId
    ? (await profileOf(q, vault, dossier.applicantId)).personalNumber
    : null;
  return [...own, account].filter(n => typeof n === 'string');
}

/**
 * Whether what was scanned or typed shows that a person may take the result of a dossier: the code on its receipt, or the personal
 * number (the card's code holds it) of the applicant or of who handed in for him. Undefined when it does not.
 */
export async function checkRecipient(
  q: Queryable,
  deps: { receiptKey: Buffer; vault: Vault },
  dossier: Dossier,
  form: Form,
  typed: string,
): Promise<'slip' | 'number' | undefined> {
  const token = tokenIn(typed);
  if (token) return isReceiptToken(deps.receiptKey, dossier, token) ? 'slip' : undefined;
  const number = readCard(typed)?.number ?? readPersonalNumber(typed);
  if (!number) return undefined;
  const delegate = (await receptionOf(q, dossier.id))?.delegate?.personalNumber;
  const own = await applicantNumbers(q, deps.vault, dossier, form);
  return number === delegate || own.includes(number) ? 'number' : undefined;
}
