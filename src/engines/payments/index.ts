export { cancelReceipt } from './cash/cancel-receipt.ts';
export { findReceipt, getReceipt, receiptsOf, receiptsOfDay } from './cash/read.ts';
export { type CashPayment, takeCash } from './cash/take-cash.ts';
export { type PaymentDeps, paymentsService } from './deps.ts';
export {
  AmountUnchanged,
  AmountWrong,
  CashDayClosed,
  DueChanged,
  ExemptionUnknown,
  NothingDue,
  ObligationClosed,
  ReasonLong,
  ReasonNeeded,
  ReceiptSettled,
} from './errors.ts';
export { payments } from './module.ts';
export { ask, type NewObligation, raise } from './obligations/ask.ts';
export { cancelObligations } from './obligations/cancel.ts';
export { dueOf, findObligation, getObligation, obligationsOf } from './obligations/read.ts';
export { type NewAmount, setAmount } from './obligations/set-amount.ts';
export { type Payable, payable } from './payable.ts';
export { getRefund, openRefunds, refundsOf } from './refunds/read.ts';
export type * from './types.ts';
