import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const Amount = Type.Integer();
const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false };

// Each entry of an obligation states how it stands after it: `ledger verify --state` compares that with the journal.
const standing = {
  amount: OrNull(Amount),
  state: Type.String(),
  outstanding: Amount,
  overpaid: Amount,
  held: Amount,
  owedBack: Amount,
};
type Fields = Parameters<typeof Type.Object>[0];
const ofObligation = (name: string, body: Fields = {}, personal: string[] = []): EntryKind => ({
  kind: `payment.${name}`,
  body: Type.Object({ ...standing, ...body }, closed),
  personal,
});

const receipt = { amount: Amount, day: Type.String({ format: 'date' }), cancelled: Type.Boolean() };

/** Everything that can happen to money. Names, reasons and what payers write enter as salted hashes. */
export const entries: readonly EntryKind[] = [
  ofObligation(
    'raised',
    { of: Type.String(), reference: Type.String(), name: Type.String(), waits: Type.Boolean() },
    ['payer'],
  ),
  ofObligation('asked'),
  ofObligation('amount-set', { before: OrNull(Amount), exemption: OrNull(Type.String()) }, ['reason']),
  ofObligation('cancelled'),
  ofObligation('paid', { paid: Amount, how: Type.String(), money: Type.Optional(Type.String()) }),
  ofObligation('undone', { receipt: Type.String() }),
  {
    kind: 'payment.receipt-given',
    body: Type.Object({ ...receipt, number: Type.String(), of: Type.String() }, closed),
  },
  { kind: 'payment.receipt-cancelled', body: Type.Object(receipt, closed), personal: ['reason'] },
];
