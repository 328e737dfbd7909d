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

const money = { amount: Amount, state: Type.String(), of: OrNull(Type.String()) };
const refund = { amount: Amount, state: Type.String(), of: Type.String() };
const settlement = { decision: Type.String(), before: Amount, after: Amount, undone: Type.Boolean() };
const receipt = { amount: Amount, day: Type.String({ format: 'date' }), cancelled: Type.Boolean() };

/** Everything that can happen to money. Names, reasons and what payers write enter as salted hashes. */
export const entries: readonly EntryKind[] = [
  ofObligation(
    'raised',
    {
      ...{ of: Type.String(), reference: Type.String(), name: Type.String(), waits: Type.Boolean() },
      quantity: Type.Optional(Type.Integer()),
    },
    ['payer'],
  ),
  // A slip of the pen in the payer's name was mended.
  ofObligation('payer-corrected', {}, ['payer']),
  ofObligation('asked'),
  ofObligation('amount-set', { before: OrNull(Amount), exemption: OrNull(Type.String()) }, ['reason']),
  ofObligation('exemption-claimed', { exemption: Type.String(), holds: Type.Boolean() }),
  ofObligation('claim-decided', { granted: Type.Boolean() }, ['reason']),
  ofObligation('charge-proposed', { basis: Type.String() }, ['reason']),
  ofObligation('charge-decided', { confirmed: Type.Boolean() }, ['reason']),
  ofObligation('cancelled'),
  // The act that had asked for it, or had let it go, was taken back.
  ofObligation('ask-undone'),
  ofObligation('cancel-undone'),
  ofObligation('paid', { paid: Amount, how: Type.String(), money: Type.Optional(Type.String()) }),
  ofObligation('refund-booked'),
  ofObligation('undone', { receipt: Type.String() }),
  // What had come in for it is more or less, by the bank's statement.
  ofObligation('received-corrected', { money: Type.String() }),
  {
    kind: 'payment.receipt-given',
    body: Type.Object({ ...receipt, number: Type.String(), of: Type.String() }, closed),
  },
  { kind: 'payment.receipt-cancelled', body: Type.Object(receipt, closed), personal: ['reason'] },
  {
    kind: 'payment.day-closed',
    body: Type.Object({ day: Type.String({ format: 'date' }), expected: Amount, counted: Amount }, closed),
    personal: ['reason'],
  },
  {
    kind: 'payment.money-in',
    body: Type.Object({ ...money, account: Type.String(), ref: Type.String(), heard: Type.String() }, closed),
    personal: ['purpose', 'payer'],
  },
  { kind: 'payment.money-assigned', body: Type.Object(money, closed), personal: ['reason'] },
  { kind: 'payment.money-returned', body: Type.Object(money, closed) },
  { kind: 'payment.money-contradicted', body: Type.Object({ ...money, said: Amount }, closed) },
  { kind: 'payment.money-corrected', body: Type.Object(money, closed) },
  {
    kind: 'payment.settlement-made',
    body: Type.Object({ money: Type.String(), ...settlement }, closed),
    personal: ['reason'],
  },
  { kind: 'payment.settlement-undone', body: Type.Object({ money: Type.String(), ...settlement }, closed) },
  { kind: 'payment.refund-requested', body: Type.Object(refund, closed), personal: ['reason', 'payee'] },
  { kind: 'payment.refund-decided', body: Type.Object(refund, closed), personal: ['reason'] },
  { kind: 'payment.refund-paid', body: Type.Object(refund, closed) },
  {
    kind: 'payment.bank-account-set',
    body: Type.Object(
      {
        bin: Type.String(),
        bankName: Type.String(),
        number: Type.String(),
        holder: Type.String(),
        from: Type.String({ format: 'date' }),
      },
      closed,
    ),
  },
];
