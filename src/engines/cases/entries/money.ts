import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';
import { kind } from './kind.ts';

/** What is asked for, paid and given back; whole đồng. The money itself is in the entries of the engine payments. */
export const moneyEntries: readonly EntryKind[] = [
  // `rest`: what of that was still to be paid, since some of it was paid before. `claimed`: because of what was decided about an exemption.
  kind(
    'payment-asked',
    {
      amount: Type.Integer(),
      left: Type.Integer(),
      rest: Type.Optional(Type.Integer()),
      claimed: Type.Optional(Type.Boolean()),
    },
    ['reason'],
  ),
  // `over`: what had come in too much by then; absent where nothing had.
  kind('paid', {
    amount: Type.Integer(),
    left: Type.Integer(),
    over: Type.Optional(Type.Integer()),
    how: Type.String(),
  }),
  kind('payment-undone', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  // Below 0: less came in, by the bank's statement, than was told.
  kind('payment-corrected', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  // Money was given back, by a refund that somebody else had approved.
  kind('payment-refunded', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  kind('payment-dropped', { amount: Type.Integer(), left: Type.Integer() }),
];
